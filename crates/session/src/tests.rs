//! What comes of each action, and what leaves everything as it was.

use std::rc::Rc;

use kakari_catalog::{Catalog, Id, load};
use kakari_documents::specimen;
use kakari_draft::Draft;
use kakari_form::Step;
use kakari_rules::{BASE, FINGERPRINT, Finding};

use crate::testing::*;
use crate::{Action, Beside, HISTORY, Hold, Keeping, Mark, Session, Settings, Trouble};

#[test]
fn nothing_is_open_and_nothing_unsaved_before_anything_happens() {
    check([], "nothing");
    let session = fresh();
    assert!(!session.has_unsaved() && !session.is_at_risk() && !session.is_to_be_saved() && !session.can_undo());
    assert_eq!(session.catalog.edition(), "R7");
}

#[test]
fn a_new_draft_and_one_from_elsewhere_are_still_to_be_saved() {
    check([new("a")], "a「」 pending");
    check([open("a", "あ")], "a「あ」 pending");
    let session = after([new("a")]);
    assert!(session.is_to_be_saved() && session.is_at_risk());
    assert_eq!((&*session.told, session.draft.edition()), ("新しい下書きを始めました。", Some("R7")));
    assert_eq!(after([open("a", "あ")]).told, "開きました。");
}

#[test]
fn what_is_typed_into_one_field_is_one_change_and_what_is_chosen_is_each_its_own() {
    let of_name = [typed("あ"), typed("あい"), typed("あいう")];
    check([new("a")].into_iter().chain(of_name), "a「あいう」 pending undo 1");
    check([new("a"), typed("あ"), set_in(PHONE, "1", true), set_in(PHONE, "12", true)], "a「あ」 pending undo 2");
    check([new("a"), typed("あ"), set_in(PHONE, "1", true), typed("あい")], "a「あい」 pending undo 3");
    check([new("a"), set("あ"), set("い")], "a「い」 pending undo 2");
    check([new("a"), set("あ"), typed("あい"), set("う")], "a「う」 pending undo 3");
    // The field was taken back in between.
    check([new("a"), typed("あ"), Action::Undo, typed("い")], "a「い」 pending undo 1");
}

#[test]
fn several_answers_at_once_are_one_change_and_those_that_are_there_already_are_none() {
    let fill = |answers: &[(Id, &str)]| {
        let answer = |(item, text): &(Id, &str)| (at(*item), (!text.is_empty()).then(|| (*text).into()));
        Action::Fill(answers.iter().map(answer).collect())
    };
    let both = fill(&[(NAME, "い"), (PHONE, "1")]);
    check([new("a"), set("あ"), both.clone()], "a「い」 pending undo 2");
    check([new("a"), set("あ"), both.clone(), Action::Undo], "a「あ」 pending undo 1");
    check([new("a"), set("あ"), fill(&[(NAME, "あ"), (PHONE, "1")])], "a「あ」 pending undo 2");
    // What is typed afterwards is a change of its own.
    check([new("a"), typed("あ"), both.clone(), typed("いう")], "a「いう」 pending undo 3");
    ignored([new("a"), both.clone()], both);
    ignored([new("a")], fill(&[]));
}

#[test]
fn an_answer_that_is_there_already_is_no_change() {
    ignored([new("a")], set(""));
    ignored([new("a"), set("あ")], set("あ"));
    ignored([new("a"), set("あ")], typed("あ"));
    check([new("a"), set("あ"), set("")], "a「」 pending undo 2");
}

#[test]
fn the_last_changes_are_taken_back_one_after_the_other_and_no_more_than_there_were() {
    let typing = [new("a"), typed("あ"), typed("あい"), set("う")];
    check(typing.clone().into_iter().chain([Action::Undo]), "a「あい」 pending undo 1");
    check(typing.clone().into_iter().chain([Action::Undo, Action::Undo]), "a「」 pending");
    ignored(typing.into_iter().chain([Action::Undo, Action::Undo]), Action::Undo);
    ignored([], Action::Undo);
}

#[test]
fn as_many_changes_can_be_taken_back_as_are_remembered() {
    let texts: Vec<_> = (0..HISTORY + 3).map(|number| number.to_string()).collect();
    let mut session = after([new("a")].into_iter().chain(texts.iter().map(|text| set(text))));
    assert_eq!(session.past.len(), HISTORY);
    for text in texts.iter().rev().skip(1).take(HISTORY) {
        assert!(session.reduce(Action::Undo));
        assert_eq!(session.text(NAME.as_str()), text);
    }
    assert_eq!(session.text(NAME.as_str()), "2");
    assert!(!session.reduce(Action::Undo));
}

#[test]
fn other_content_and_another_edition_are_changes() {
    check([new("a"), set("あ"), replace("い")], "a「い」 pending undo 2");
    check([new("a"), set("あ"), replace("い"), Action::Undo], "a「あ」 pending undo 1");
    assert_eq!(after([new("a"), replace("い")]).told, "戻しました。");
    for (actions, expected) in [
        (vec![edition("R8")], "R8"),
        (vec![edition("R8"), Action::Undo], "R7"),
        // What is not known is checked as before.
        (vec![edition("R99")], "R7"),
        (vec![edition("R8"), edition("R99")], "R8"),
    ] {
        let session = after([new("a")].into_iter().chain(actions.clone()));
        assert_eq!(session.catalog.edition(), expected, "{actions:?}");
    }
}

#[test]
fn what_can_only_be_looked_at_is_not_changed() {
    let changes = || [set("い"), typed("い"), replace("い"), edition("R8"), Action::Undo];
    let before = |own| [opened("a", "あ"), set("う"), saved("a", 2), hold("a", own)];
    for own in [Hold::Elsewhere, Hold::Lost, Hold::Taking] {
        let session = after(before(own));
        assert!(session.is_read_only() && !session.can_undo(), "{own:?}");
        for change in changes() {
            ignored(before(own), change);
        }
    }
    for own in [Hold::Asking, Hold::Own] {
        for change in changes() {
            let mut session = after(before(own));
            assert!(!session.is_read_only() && session.can_undo(), "{own:?}");
            assert!(session.reduce(change.clone()), "{change:?}");
            assert!(session.is_unsaved(), "{change:?}");
        }
    }
}

#[test]
fn a_change_that_was_saved_is_saved_and_what_was_typed_meanwhile_is_not() {
    check([new("a"), typed("あ"), saved("a", 2)], "a「あ」 kept undo 1");
    check([new("a"), typed("あ"), saved("a", 1)], "a「あ」 pending undo 1");
    check([new("a"), typed("あ"), saved("a", 1), saved("a", 2)], "a「あ」 kept undo 1");
    check([new("a"), saved("a", 1), typed("あ")], "a「あ」 pending undo 1");
    // It came when another draft was open.
    ignored([new("a"), new("b")], saved("a", 1));
    ignored([new("a"), new("b")], failed("a", 1, Trouble::Full));
}

#[test]
fn what_could_not_be_saved_is_said_until_it_is() {
    let full = failed("a", 1, Trouble::Full);
    check([new("a"), full.clone()], "a「」 Full");
    check([new("a"), full.clone(), typed("あ")], "a「あ」 Full undo 1");
    check([new("a"), typed("あ"), full.clone()], "a「あ」 Full undo 1");
    check([new("a"), full.clone(), typed("あ"), saved("a", 1)], "a「あ」 Full undo 1");
    check([new("a"), full.clone(), typed("あ"), saved("a", 2)], "a「あ」 kept undo 1");
    // It is the storage that is full, whatever draft is open; what another tab saved is about this one.
    check([new("a"), full, new("b")], "b「」 Full undo 1, left a「」");
    check([new("a"), failed("a", 1, Trouble::NewerElsewhere), new("b")], "b「」 pending undo 1, left a「」");
    check([trouble(Trouble::Refused), new("a")], "a「」 Refused");
    check([trouble(Trouble::NoAnswer), Action::Keeping(Keeping::Untouched), new("a")], "a「」 pending");
}

#[test]
fn what_may_be_saved_and_what_is_stuck() {
    let newer = failed("a", 1, Trouble::NewerElsewhere);
    for (actions, to_be_saved, stuck) in [
        (vec![new("a")], true, false),
        (vec![new("a"), saved("a", 1)], false, false),
        (vec![new("a"), failed("a", 1, Trouble::Full)], true, false),
        (vec![new("a"), newer.clone()], false, true),
        (vec![new("a"), newer, typed("あ")], false, true),
        (vec![new("a"), hold("a", Hold::Asking)], false, false),
        (vec![new("a"), hold("a", Hold::Lost)], false, true),
        (vec![new("a"), saved("a", 1), hold("a", Hold::Lost)], false, false),
        (vec![new("a"), hold("a", Hold::Lost), hold("a", Hold::Own)], true, false),
    ] {
        let session = after(actions.clone());
        assert_eq!((session.is_to_be_saved(), session.is_stuck()), (to_be_saved, stuck), "{actions:?}");
    }
}

#[test]
fn what_is_stuck_becomes_a_draft_of_its_own_with_all_that_can_be_taken_back() {
    for stuck in [failed("a", 3, Trouble::NewerElsewhere), hold("a", Hold::Lost)] {
        let before = || [opened("a", "あ"), hold("a", Hold::Own), set("い"), set("う"), stuck.clone()];
        check(before().into_iter().chain([fork("b")]), "b「う」 named う(別のタブの分) from a pending undo 2, notice");
        check(
            before().into_iter().chain([fork("b"), Action::Undo]),
            "b「い」 named う(別のタブの分) from a pending undo 1, notice",
        );
        let session = after(before().into_iter().chain([fork("b")]));
        assert!(session.is_to_be_saved());
        assert_eq!(session.notice, crate::split_words("う(別のタブの分)"));
        assert_eq!((&*session.work().id, &*session.work().from), ("b", "a"));
    }
    // What lies beside the draft lies beside what was split off it.
    let session = after([opened("a", "あ"), last_year("a", "い"), set("う"), hold("a", Hold::Lost), fork("b")]);
    assert!(session.beside.last_year.is_some());
}

#[test]
fn which_tab_may_write_is_heard_of_the_open_draft_alone_and_late_word_of_another_tab_is_not_believed() {
    check([opened("a", "あ")], "a「あ」 kept Asking");
    check([opened("a", "あ"), hold("a", Hold::Own)], "a「あ」 kept");
    check([opened("a", "あ"), hold("a", Hold::Elsewhere)], "a「あ」 kept Elsewhere");
    check([opened("a", "あ"), hold("a", Hold::Elsewhere), hold("a", Hold::Taking)], "a「あ」 kept Taking");
    ignored([opened("a", "あ"), hold("a", Hold::Own)], hold("a", Hold::Elsewhere));
    ignored([opened("a", "あ"), hold("a", Hold::Taking)], hold("a", Hold::Elsewhere));
    ignored([opened("a", "あ")], hold("b", Hold::Lost));
}

#[test]
fn what_is_opened_is_as_it_is_kept_and_nothing_is_taken_back_over_it() {
    check([opened("a", "あ")], "a「あ」 kept Asking");
    check([new("a"), set("あ"), saved("a", 2), opened("b", "い")], "b「い」 kept Asking");
    check([opened_with("a", "分院", draft("あ"), None)], "a「あ」 named 分院 kept Asking");
    // As another tab has saved it.
    check([opened("a", "あ"), hold("a", Hold::Elsewhere), opened("a", "い")], "a「い」 kept Elsewhere");
    assert_eq!(after([opened_with("a", "", draft_in("R8", "あ"), None)]).catalog.edition(), "R8");
}

#[test]
fn what_was_not_saved_before_another_draft_was_opened_is_left_to_be_saved_and_can_be_had_back() {
    check([new("a"), set("あ"), new("b")], "b「」 pending undo 2, left a「あ」");
    check([new("a"), set("あ"), saved("a", 2), new("b")], "b「」 pending undo 2");
    check([new("a"), set("あ"), opened("b", "い")], "b「い」 kept Asking undo 2, left a「あ」");
    check([new("a"), set("あ"), opened("b", "い"), flushed("a")], "b「い」 kept Asking undo 2");
    check([new("a"), new("b"), new("c"), flushed("a")], "c「」 pending undo 2, left b「」");
    check([new("a"), set("あ"), opened("b", "い"), Action::Undo], "a「あ」 pending Asking undo 1, left a「あ」");
    check([new("a"), saved("a", 1), new("b"), Action::Undo], "a「」 pending Asking, left b「」");
    ignored([], flushed("a"));
    ignored([new("a")], flushed("a"));
    ignored([new("a"), new("b")], flushed("c"));
}

#[test]
fn what_another_tab_saved_takes_the_place_of_what_was_just_typed_and_that_can_be_had_back() {
    let replaced = [opened("a", "あ"), typed("い"), opened("a", "う")];
    check(replaced.clone(), "a「う」 kept Asking undo 2, notice");
    check(replaced.clone().into_iter().chain([Action::Undo]), "a「い」 pending Asking undo 1, notice");
    assert!(after(replaced.clone()).notice.contains("「元に戻す」"));
    // Who gives up what is stuck has asked for it, and may think again.
    let stuck = [opened("a", "あ"), hold("a", Hold::Own), typed("い"), failed("a", 2, Trouble::NewerElsewhere)];
    check(stuck.into_iter().chain([opened("a", "う")]), "a「う」 kept undo 2");
    // Nothing had been typed.
    check([opened("a", "あ"), opened("a", "う")], "a「う」 kept Asking");
    // What was under way then is not about what is shown now.
    ignored(replaced.clone(), failed("a", 2, Trouble::NewerElsewhere));
    ignored(replaced.into_iter().chain([typed("え")]), failed("a", 2, Trouble::NewerElsewhere));
}

#[test]
fn what_waits_to_be_saved_is_not_opened_as_it_is_kept() {
    let waiting = || [opened("a", "あ"), set("い"), new("b")];
    assert!(after(waiting()).is_waiting("a") && !after(waiting()).is_waiting("b"));
    ignored(waiting(), opened("a", "あ"));
    check(waiting().into_iter().chain([flushed("a"), opened("a", "い")]), "a「い」 kept Asking undo 3, left b「」");
    // Nor where the way back to it was taken.
    ignored(waiting().into_iter().chain([Action::Undo]), opened("a", "あ"));
}

#[test]
fn the_way_back_stays_for_as_long_as_something_waits_to_be_saved() {
    let away = || [new("a"), set("あ"), opened("b", "い"), opened("c", "う")];
    check(away(), "c「う」 kept Asking undo 2, left a「あ」");
    check(away().into_iter().chain([Action::Undo]), "a「あ」 pending Asking undo 1, left a「あ」");
    check(away().into_iter().chain([flushed("a"), opened("d", "え")]), "d「え」 kept Asking");
}

#[test]
fn the_name_of_a_draft_goes_and_comes_back_with_it() {
    check([new("a"), Action::Named("本院".into()), saved("a", 1)], "a「」 named 本院 kept");
    let named = [new("a"), Action::Named("本院".into()), saved("a", 1), new("b")];
    check(named.clone(), "b「」 pending undo 1");
    check(named.into_iter().chain([Action::Undo]), "a「」 named 本院 pending Asking, left b「」");
    for (actions, shown) in [
        (vec![new("a")], "(名称未入力)"),
        (vec![new("a"), set(" 例 ")], "例"),
        (vec![new("a"), set("例"), Action::Named("本院".into())], "本院"),
        (vec![new("a"), set("例"), Action::Named("本院".into()), Action::Named(String::new())], "例"),
    ] {
        assert_eq!(after(actions).shown_name(), shown);
    }
}

#[test]
fn what_was_deleted_is_not_open_any_more_and_other_work_is_still_to_be_saved() {
    check([new("a"), set("あ"), deleted("a")], "nothing");
    check([new("a"), failed("a", 1, Trouble::Full), deleted("a")], "nothing");
    check([new("a"), new("b"), deleted("b")], "nothing, left a「」");
    check([new("a"), deleted("a"), new("b")], "b「」 pending");
    assert!(!after([new("a"), deleted("a")]).is_to_be_saved());
}

#[test]
fn earlier_work_of_a_deleted_draft_is_not_saved_again() {
    // The way back leads to a draft of which something waits already.
    let back = || [new("a"), set("あ"), new("b"), Action::Undo];
    check(back(), "a「あ」 pending Asking undo 1, left a「あ」, left b「」");
    check(back().into_iter().chain([deleted("a")]), "nothing, left b「」");
    // One that is not open any more.
    check([new("a"), new("b"), deleted("a")], "b「」 pending undo 1");
    check([new("a"), new("b"), new("c"), deleted("a")], "c「」 pending undo 2, left b「」");
    // What was under way when it was deleted is not about what waits behind it.
    check([new("a"), new("b"), new("c"), deleted("a"), flushed("a")], "c「」 pending undo 2, left b「」");
    check([new("a"), new("b"), new("c"), flushed("b")], "c「」 pending undo 2, left a「」");
    // One that neither is open nor waits.
    ignored([new("a")], deleted("b"));
    ignored([], deleted("b"));
    // Nor is the example closed by what is not the work beside it.
    check([new("a"), new("b"), example("例"), deleted("a")], "-「【見本】例」, example over b「」 pending undo 1");
    check([new("a"), example("例"), deleted("a")], "nothing");
}

#[test]
fn the_example_stands_beside_the_own_work_and_is_not_kept() {
    check([example("例")], "-「【見本】例」, example over nothing");
    check([new("a"), set("あ"), example("例")], "-「【見本】例」, example over a「あ」 pending undo 1");
    check([example("例"), set("い")], "-「【見本】い」 undo 1, example over nothing");
    check([example("例"), set("い"), Action::Undo], "-「【見本】例」, example over nothing");
    check([example("例"), replace("い")], "-「【見本】い」 undo 1, example over nothing");
    let session = after([new("a"), example("例"), set("い")]);
    assert_eq!((session.change, session.has_unsaved(), session.own().has_unsaved()), (1, false, true));
    assert!(specimen::is_marked(&session.draft) && !specimen::is_marked(&session.own().draft));
}

#[test]
fn the_example_is_closed_by_what_is_about_the_own_work_and_is_there_again_as_it_was_left() {
    let before = || [new("a"), set("あ"), example("例"), set("い")];
    check(before().into_iter().chain([Action::CloseExample]), "a「あ」 pending undo 1");
    check(before().into_iter().chain([Action::CloseExample, Action::Undo]), "a「」 pending");
    check(before().into_iter().chain([new("b")]), "b「」 pending undo 2, left a「あ」");
    check(before().into_iter().chain([open("b", "う")]), "b「う」 pending undo 2, left a「あ」");
    check(before().into_iter().chain([deleted("a")]), "nothing");
    check(
        before().into_iter().chain([Action::CloseExample, example("例")]),
        "-「【見本】い」 undo 1, example over a「あ」 pending undo 1",
    );
    check(
        before().into_iter().chain([Action::CloseExample, example("例"), Action::Undo]),
        "-「【見本】例」, example over a「あ」 pending undo 1",
    );
    // Nothing was open that could be closed.
    check([new("a"), Action::CloseExample], "a「」 pending");
}

#[test]
fn what_is_heard_of_what_is_kept_is_about_the_own_work_also_while_the_example_is_looked_at() {
    let over = |news, expect: &str| {
        check([opened("a", "あ"), set("い"), example("例"), news], &format!("-「【見本】例」, example over {expect}"));
    };
    over(saved("a", 2), "a「い」 kept Asking undo 1");
    over(failed("a", 2, Trouble::Full), "a「い」 Full Asking undo 1");
    over(trouble(Trouble::NoAnswer), "a「い」 NoAnswer Asking undo 1");
    over(hold("a", Hold::Own), "a「い」 pending undo 1");
    over(opened("b", "う"), "b「う」 kept Asking undo 2, left a「い」");
    over(fork("b"), "b「い」 named い(別のタブの分) from a pending undo 1, notice");
    ignored([opened("a", "あ"), example("例")], saved("", 0));
    ignored([opened("a", "あ"), example("例")], hold("", Hold::Lost));

    let session = after([opened("a", "あ"), set("い"), example("例"), filed("a", "い")]);
    assert!(session.own().is_filed() && !session.is_filed());
    let session = after([new("a"), new("b"), example("例"), flushed("a")]);
    assert!(session.own().unsaved.is_empty());
}

#[test]
fn what_lies_beside_a_draft_is_found_though_the_example_was_opened_before_it_was_read() {
    let session = after([opened("a", "あ"), example("例"), last_year("a", "い")]);
    assert!(!session.beside.is_any());
    assert!(session.own().beside.last_year.is_some());
}

#[test]
fn what_was_said_while_the_example_was_open_is_still_there_to_be_read() {
    check([new("a"), example("例"), notice("保存できません。"), Action::CloseExample], "a「」 pending, notice");
    check([new("a"), notice("読んでください。"), example("例")], "-「【見本】例」, example over a「」 pending, notice");
    check([new("a"), notice("読んでください。"), example("例"), Action::CloseExample], "a「」 pending, notice");
    check([new("a"), example("例"), notice("一"), notice(""), Action::CloseExample], "a「」 pending");
}

/// A catalogue of a person's own for R7, as the settings hold it.
fn own_catalog(label: &str) -> Settings {
    let toml = include_str!("../../catalog/editions/R7.toml").replace("label = \"令和7年度報告\"", label);
    let catalog = load::to_json(&toml).expect("an edition");
    let catalog_print = Catalog::from_json(&catalog).expect("an edition").fingerprint().to_owned();
    Settings { catalog, catalog_print, ..Settings::default() }
}

/// The label of the catalogue in use, and whether it is the person's own.
fn in_use(session: &Session) -> (String, bool) {
    (session.catalog.label().to_owned(), session.has_own_catalog())
}

#[test]
fn a_catalogue_of_the_person_s_own_stands_in_for_the_built_in_one_of_its_edition() {
    let own = |label| Action::Settings(own_catalog(label).into());
    let (one, other) = (own("label = \"一\""), own("label = \"二\""));
    let none = || Action::Settings(Box::default());
    let damaged = settings(|settings| "{".clone_into(&mut settings.catalog));
    for (actions, label, is_own) in [
        (vec![one.clone()], "一", true),
        (vec![one.clone(), other.clone()], "二", true),
        (vec![one.clone(), none()], "令和7年度報告", false),
        (vec![one.clone(), edition("R8")], "令和8年度報告", false),
        (vec![one.clone(), edition("R8"), none(), edition("R7")], "令和7年度報告", false),
        (vec![edition("R8"), one.clone()], "令和8年度報告", false),
        (vec![edition("R8"), one.clone(), Action::Undo], "一", true),
        (vec![damaged], "令和7年度報告", false),
        // What else is set leaves it in place.
        (
            vec![one.clone(), {
                let mut settings = own_catalog("label = \"一\"");
                settings.years = "western".to_owned();
                Action::Settings(settings.into())
            }],
            "一",
            true,
        ),
    ] {
        let session = after([new("a")].into_iter().chain(actions));
        assert_eq!(in_use(&session), (label.to_owned(), is_own));
    }
}

#[test]
fn settings_and_days_that_change_while_the_example_is_looked_at_hold_for_the_own_work_as_well() {
    let own = Action::Settings(own_catalog("label = \"一\"").into());
    let session = after([new("a"), example("例"), own.clone()]);
    assert_eq!(in_use(&session), ("一".to_owned(), true));
    assert_eq!(in_use(&after([new("a"), example("例"), own.clone(), Action::CloseExample])), ("一".to_owned(), true));
    let none = Action::Settings(Box::default());
    let session = after([new("a"), own, example("例"), none, Action::CloseExample]);
    assert_eq!(in_use(&session), ("令和7年度報告".to_owned(), false));

    let session = after([new("a"), example("例"), today(NEXT_YEAR), Action::CloseExample]);
    assert_eq!((session.today, session.of_day.edition()), (day(NEXT_YEAR), "R8"));
    let late = |finding: &Finding| finding.code();
    let codes = |session: &Session| session.report.findings.iter().map(late).collect::<Vec<_>>();
    assert_eq!(codes(&session), codes(&after([new("a"), today(NEXT_YEAR)])));
}

#[test]
fn another_day_is_another_year_for_what_is_begun_and_not_for_what_is_open() {
    ignored([new("a")], today(DAY));
    let session = after([new("a"), today(NEXT_YEAR)]);
    assert_eq!((session.of_day.edition(), session.catalog.edition(), session.change), ("R8", "R7", 1));
    assert_eq!(after([today(NEXT_YEAR), new("a")]).catalog.edition(), "R8");
    check([new("a"), saved("a", 1), today(NEXT_YEAR)], "a「」 kept");
}

/// The base of the examples, with this number of the institution.
fn with_code(code: &str) -> Draft {
    let mut draft = Draft::read(BASE).expect("a draft");
    draft.set(Id::FacilityCode.as_str(), Some(code.into()));
    draft
}

#[test]
fn a_number_that_was_compared_is_found_no_more_until_it_is_another_one() {
    let other = "0110112480";
    let opened = |code| opened_with("a", "", with_code(code), None);
    let accept = |code: &str| settings(|settings| code.clone_into(&mut settings.accepted_code));
    let found = |actions: [Action; 2]| after(actions).findings().any(|finding| finding.code() == "KF21");
    assert!(found([opened(other), accept("")]));
    assert!(!found([opened(other), accept(other)]));
    assert!(found([opened(other), accept("0110112481")]));
    assert!(!found([opened("0110112489"), accept("")]));
}

#[test]
fn a_deadline_counts_inside_the_window_of_the_edition() {
    for (deadline, expected) in [("", None), ("2026-02-27", Some("2026-02-27")), ("2027-02-26", None), ("きのう", None)]
    {
        let session = after([new("a"), settings(|settings| deadline.clone_into(&mut settings.deadline))]);
        assert_eq!(session.deadline(), expected.map(day), "{deadline}");
    }
}

#[test]
fn the_prefecture_that_was_set_goes_before_that_of_the_draft() {
    let named = |actions: Vec<Action>| after(actions).prefecture().map(|option| option.key.clone());
    let tokyo = || settings(|settings| "13".clone_into(&mut settings.prefecture));
    assert_eq!(named(vec![new("a")]), None);
    assert_eq!(named(vec![opened_with("a", "", with_code("1"), None)]).as_deref(), Some("01"));
    assert_eq!(named(vec![opened_with("a", "", with_code("1"), None), tokyo()]).as_deref(), Some("13"));
}

#[test]
fn the_form_is_told_what_the_person_has_left_and_finished_since_the_draft_was_opened() {
    let numbered = |code: &str| opened_with("a", "", with_code(code), None);
    let beside = |actions: Vec<Action>| {
        let wrong = [numbered("0110112480")].into_iter().chain(actions);
        after(wrong).shown_at(at(Id::FacilityCode)).iter().any(|finding| finding.code() == "KF21")
    };
    assert!(!beside(vec![]));
    assert!(beside(vec![leave(Id::FacilityCode)]) && !beside(vec![leave(PHONE)]));
    assert!(beside(vec![finish(Step::Facility)]) && !beside(vec![finish(Step::F1)]));
    assert!(beside(vec![finish(Step::Review)]));
    assert!(!beside(vec![finish(Step::Review), numbered("0110112480")]));
    ignored([new("a"), leave(NAME)], leave(NAME));

    assert_eq!((after([new("a")]).percent(), after([new("a")]).resume()), (0, Step::Target));
    assert_eq!(
        (after([numbered("0110112489")]).percent(), after([numbered("0110112489")]).resume()),
        (100, Step::Review)
    );
}

#[test]
fn what_lies_beside_the_open_draft_is_compared_with_and_what_lies_beside_another_is_not() {
    let session = after([opened("a", "あ"), last_year("a", "い")]);
    assert_eq!(session.beside.last_year.as_ref().and_then(|draft| draft.get(NAME.as_str())?.as_str()), Some("い"));
    ignored([opened("a", "あ")], last_year("b", "い"));
    assert!(!after([opened("a", "あ"), last_year("a", "い"), opened("b", "う")]).beside.is_any());

    // What was changed against what the prefecture confirmed is found.
    let base = || Draft::read(BASE).expect("a draft");
    let mut confirmed = base();
    confirmed.set("f2ha.care", Some("no".into()));
    let beside = Beside { confirmed: Some(Rc::new(confirmed)), ..Beside::default() };
    let found = |actions: Vec<Action>| after(actions).findings().any(|finding| finding.code() == "KX02");
    let opened = opened_with("a", "", base(), None);
    assert!(found(vec![opened.clone(), Action::Beside("a".into(), beside)]) && !found(vec![opened]));
}

#[test]
fn a_draft_whose_catalogue_or_rules_have_changed_is_looked_at_before_its_mark_is_renewed() {
    let current = after([opened("a", "あ")]).work().mark.expect("a mark");
    assert_eq!(current.rules, FINGERPRINT);
    let older = Mark { rules: "older".to_owned(), findings: String::new(), ..current.clone() };
    let open = |mark: &Mark| opened_with("a", "", draft("あ"), Some(mark.clone()));
    check([open(&current)], "a「あ」 kept Asking");
    check([open(&older)], "a「あ」 kept Asking outdated");
    let session = after([open(&older)]);
    assert_eq!(session.new_since(&older).count(), session.report.findings.len());
    assert_eq!(session.new_since(&current).count(), 0);
    assert_eq!(session.work().mark, None);
    check([open(&older), set("い")], "a「い」 pending Asking undo 1 outdated");
    // Seen, the mark is renewed with the next save; a tab that may only look does not save.
    check([open(&older), Action::Checked], "a「あ」 pending Asking");
    check([open(&older), hold("a", Hold::Elsewhere), Action::Checked], "a「あ」 kept Elsewhere");
    assert_eq!(after([open(&older), Action::Checked]).work().mark, Some(current));
}

#[test]
fn the_state_that_is_kept_goes_into_the_history_before_the_first_change_and_before_another_is_put_in_its_place() {
    for (actions, expected) in [
        (vec![new("a")], false),
        (vec![opened("a", "あ"), set("い")], true),
        (vec![opened("a", "あ"), set("い"), saved("a", 2)], false),
        (vec![opened("a", "あ"), set("い"), saved("a", 2), set("う")], false),
        (vec![opened("a", "あ"), set("い"), saved("a", 2), replace("う")], true),
        // What was saved is older than what was put in its place.
        (vec![opened("a", "あ"), set("い"), replace("う"), saved("a", 2)], true),
        (vec![opened("a", "あ"), set("い"), failed("a", 2, Trouble::Full)], true),
        (vec![opened("a", "あ"), set("い"), new("b")], false),
    ] {
        assert_eq!(after(actions.clone()).work().point, expected, "{actions:?}");
    }
}

#[test]
fn what_is_in_a_file_is_not_at_risk() {
    for (actions, at_risk) in [
        (vec![new("a"), set("あ")], true),
        (vec![new("a"), set("あ"), saved("a", 2)], false),
        (vec![new("a"), set("あ"), filed("a", "あ")], false),
        (vec![new("a"), set("あ"), filed("a", "あ"), set("い")], true),
        (vec![new("a"), new("b"), filed("b", "")], true),
    ] {
        // As a file of a new draft has it.
        let actions = actions.into_iter().map(|action| match action {
            Action::Filed(id, _) if &*id == "a" => {
                Action::Filed(id, Some(after([new("a"), set("あ")]).draft.to_text()))
            }
            other => other,
        });
        let actions: Vec<_> = actions.collect();
        assert_eq!(after(actions.clone()).is_at_risk(), at_risk, "{actions:?}");
    }
    ignored([new("a")], filed("b", "あ"));
    let all: Vec<_> = after([new("a"), new("b")]).all_unsaved().into_iter().map(|work| work.id).collect();
    assert_eq!(all, ["a", "b"]);
    assert!(after([new("a"), saved("a", 1)]).all_unsaved().is_empty());
}

#[test]
fn a_change_of_what_is_decided_is_told_and_any_other_is_not() {
    let told = |actions: Vec<Action>| after(actions).told;
    let opened = || opened_with("a", "", Draft::read(BASE).expect("a draft"), None);
    let function = Action::Set { index: at(Id::F1Function), value: Some("no".into()), typed: false };
    assert!(told(vec![opened(), function.clone()]).starts_with("1号機能は"));
    let after_undo = told(vec![opened(), function, Action::Undo]);
    assert!(after_undo.starts_with("1つ前の状態に戻しました。1号機能は"), "{after_undo}");
    assert_eq!(told(vec![opened(), set("あ")]), "");
    assert_eq!(told(vec![opened(), set("あ"), Action::Undo]), "1つ前の状態に戻しました。");
    assert_eq!(told(vec![opened(), notice("読んでください。")]), "読んでください。");
}

#[test]
fn the_hand_rests_with_whatever_happens_besides_typing() {
    for (actions, rested) in [
        (vec![set("あ")], "あ"),
        (vec![set("あ"), typed("あい")], "あ"),
        (vec![set("あ"), typed("あい"), typed("あいう")], "あ"),
        (vec![typed("あ"), leave(NAME)], "あ"),
        (vec![typed("あ"), saved("a", 1)], "あ"),
        (vec![typed("あ"), typed("あい"), Action::Undo], ""),
    ] {
        let session = after([new("a")].into_iter().chain(actions.clone()));
        assert_eq!(written(&session.rested.0.to_text()), rested, "{actions:?}");
    }
    let mut session = after([new("a"), typed("あ")]);
    session.rest();
    assert!(Rc::ptr_eq(&session.rested.0, &session.draft) && Rc::ptr_eq(&session.rested.1, &session.report));
}

#[test]
fn a_draft_beside_the_open_one_is_checked_by_its_own_edition_and_has_its_own_name() {
    let session = after([new("a"), Action::Named("本院".into()), last_year("a", "い")]);
    let other = session.of(draft_in("R8", "う"), "分院");
    assert_eq!((other.catalog.edition(), &*other.shown_name(), other.beside.is_any()), ("R8", "分院", false));
    assert_eq!(session.of(draft("う"), "").shown_name(), "う");
    assert_eq!(session.edition_words(), "令和7年度報告");
    let mut change = draft("う");
    change.set_report("change");
    assert_eq!(session.of(change, "").edition_words(), "令和7年度報告(変更報告)");
}

#[test]
fn days_are_shown_in_the_calendar_that_was_chosen() {
    let western = after([settings(|settings| "western".clone_into(&mut settings.years))]);
    assert_eq!(fresh().days("令和8年2月1日"), "令和8年2月1日");
    assert_eq!(western.days("令和8年2月1日"), "2026年2月1日");
}
