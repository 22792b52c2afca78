// Written by the tests of crates/wasm from the Rust types.

/**
 * An edition that is built in.
 */
export type Edition = 'R7' | 'R8';

/**
 * The name of an edition: one that is built in, or that of a catalogue of one's own.
 */
export type EditionName = Edition | (string & {});

/**
 * 定期報告 or 変更報告.
 */
export type ReportKind = 'periodic' | 'change';

/**
 * 連携医療機関.
 */
export type Partner = {
  /**
   * 連携医療機関の名称
   */
  name?: string;
  /**
   * 連携の内容
   */
  content?: string;
};

/**
 * 医療機関, 令和7年度報告.
 */
export type FacilityR7 = {
  /**
   * 報告の対象から除かれる医療機関に当たるか: none いずれにも当たらない / advanced_hospital 特定機能病院 / dental_only 歯科医業のみを行う病院・診療所 / correctional 刑事施設・少年院・少年鑑別所・入国者収容所・地方出入国在留管理局の中の病院・診療所 / imperial 皇室用財産である病院・診療所
   */
  'exclusion'?: 'none' | 'advanced_hospital' | 'dental_only' | 'correctional' | 'imperial';
  /**
   * 一般外来を行っているか
   */
  'general_outpatients'?: boolean;
  /**
   * 開設した日, "YYYY-MM-DD"
   */
  'opened_on'?: string;
  /**
   * 休院した日, "YYYY-MM-DD"
   */
  'suspended_on'?: string;
  /**
   * 再開した日, "YYYY-MM-DD"
   */
  'resumed_on'?: string;
  /**
   * 廃院した日, "YYYY-MM-DD"
   */
  'closed_on'?: string;
  /**
   * 都道府県: 01 北海道 / 02 青森県 / 03 岩手県 / 04 宮城県 / 05 秋田県 / 06 山形県 / 07 福島県 / 08 茨城県 / 09 栃木県 / 10 群馬県 / 11 埼玉県 / 12 千葉県 / 13 東京都 / 14 神奈川県 / 15 新潟県 / 16 富山県 / 17 石川県 / 18 福井県 / 19 山梨県 / 20 長野県 / 21 岐阜県 / 22 静岡県 / 23 愛知県 / 24 三重県 / 25 滋賀県 / 26 京都府 / 27 大阪府 / 28 兵庫県 / 29 奈良県 / 30 和歌山県 / 31 鳥取県 / 32 島根県 / 33 岡山県 / 34 広島県 / 35 山口県 / 36 徳島県 / 37 香川県 / 38 愛媛県 / 39 高知県 / 40 福岡県 / 41 佐賀県 / 42 長崎県 / 43 熊本県 / 44 大分県 / 45 宮崎県 / 46 鹿児島県 / 47 沖縄県
   */
  'prefecture'?: '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09' | '10' | '11' | '12' | '13' | '14' | '15' | '16' | '17' | '18' | '19' | '20' | '21' | '22' | '23' | '24' | '25' | '26' | '27' | '28' | '29' | '30' | '31' | '32' | '33' | '34' | '35' | '36' | '37' | '38' | '39' | '40' | '41' | '42' | '43' | '44' | '45' | '46' | '47';
  /**
   * 保険医療機関番号
   */
  'code'?: string;
  /**
   * 医療機関の名称
   */
  'name'?: string;
  /**
   * 病院・診療所の別: hospital 病院 / clinic_with_beds 有床診療所 / clinic 無床診療所
   */
  'kind'?: 'hospital' | 'clinic_with_beds' | 'clinic';
  /**
   * 所在地
   */
  'address'?: string;
  /**
   * 電話番号
   */
  'phone'?: string;
  /**
   * 管理者の氏名
   */
  'manager'?: string;
  /**
   * 電子レセプトで請求しているか
   */
  'electronic_claims'?: boolean;
};

/**
 * 回答, 令和7年度報告.
 */
export type AnswersR7 = {
  /**
   * 「具体的な機能」を有すること: no 無し / yes 有り
   */
  'f1.function'?: 'no' | 'yes';
  /**
   * 「報告事項」の院内掲示による公表: no 無し / yes 有り
   */
  'f1.posted'?: 'no' | 'yes';
  /**
   * かかりつけ医機能に関する研修の修了者の有無: no 無し / yes 有り
   */
  'f1.training'?: 'no' | 'yes';
  /**
   * かかりつけ医機能に関する研修の修了者数, 人
   */
  'f1.training.count'?: number;
  /**
   * 総合診療専門医: no 無し / yes 有り
   */
  'f1.generalist'?: 'no' | 'yes';
  /**
   * 総合診療専門医数(常勤換算), 人(常勤換算), one decimal
   */
  'f1.generalist.fte'?: number;
  /**
   * 一次診療の対応ができる領域: 0 該当無し / 1 皮膚・形成外科領域 / 2 神経・脳血管領域 / 3 精神科・神経科領域 / 4 眼領域 / 5 耳鼻咽喉領域 / 6 呼吸器領域 / 7 消化器系領域 / 8 肝・胆道・膵臓領域 / 9 循環器系領域 / 10 腎・泌尿器系領域 / 11 産科領域 / 12 婦人科領域 / 13 乳腺領域 / 14 内分泌・代謝・栄養領域 / 15 血液・免疫系領域 / 16 筋・骨格系及び外傷領域 / 17 小児領域
   */
  'f1.areas'?: Array<'0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10' | '11' | '12' | '13' | '14' | '15' | '16' | '17'>;
  /**
   * 一次診療を行うことができる発生頻度が高い疾患(例): 0 該当無し / 1 貧血 / 2 糖尿病 / 3 脂質異常症 / 4 統合失調症 / 5 うつ（気分障害、躁うつ病） / 6 不安、ストレス（神経症） / 7 睡眠障害 / 8 認知症 / 9 頭痛（片頭痛） / 10 脳梗塞 / 11 末梢神経障害 / 12 結膜炎、角膜炎、涙腺炎 / 13 白内障 / 14 緑内障 / 15 近視・遠視・老眼（屈折及び調節の異常） / 16 中耳炎・外耳炎 / 17 難聴 / 18 高血圧 / 19 狭心症 / 20 不整脈 / 21 心不全 / 22 喘息・COPD / 23 かぜ、感冒 / 24 アレルギー性鼻炎 / 25 下痢、胃腸炎 / 26 便秘 / 27 慢性肝炎（肝硬変、ウイルス性肝炎） / 28 皮膚の疾患 / 29 関節症（関節リウマチ、脱臼） / 30 骨粗しょう症 / 31 腰痛症 / 32 頸腕症候群 / 33 外傷 / 34 骨折 / 35 前立腺肥大症 / 36 慢性腎臓病 / 37 更年期障害 / 38 乳房の疾患 / 39 正常妊娠・産じょくの管理 / 40 がん / other その他の疾患
   */
  'f1.diseases'?: Array<'0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10' | '11' | '12' | '13' | '14' | '15' | '16' | '17' | '18' | '19' | '20' | '21' | '22' | '23' | '24' | '25' | '26' | '27' | '28' | '29' | '30' | '31' | '32' | '33' | '34' | '35' | '36' | '37' | '38' | '39' | '40' | 'other'>;
  /**
   * その他の疾患
   */
  'f1.diseases.other'?: string;
  /**
   * 医療に関する患者からの相談に応じることができること(継続的な医療を要する者への継続的な相談対応を含む): no 無し / yes 有り
   */
  'f1.consultation'?: 'no' | 'yes';
  /**
   * 医師数, 人
   */
  'f1.staff.doctors'?: number;
  /**
   * 外来の看護師数, 人
   */
  'f1.staff.outpatient_nurses'?: number;
  /**
   * 専門看護師数, 人
   */
  'f1.staff.specialist_nurses'?: number;
  /**
   * 認定看護師数, 人
   */
  'f1.staff.certified_nurses'?: number;
  /**
   * 特定行為研修修了看護師数, 人
   */
  'f1.staff.specified_act_nurses'?: number;
  /**
   * オンライン資格確認を行う体制: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f1.dx.online_eligibility'?: 'no' | 'willing' | 'yes';
  /**
   * オンライン資格確認等システムの活用により診療情報等を診察室等で閲覧・活用できる体制: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f1.dx.view_records'?: 'no' | 'willing' | 'yes';
  /**
   * 電子処方箋により処方箋を発行できる体制: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f1.dx.e_prescription'?: 'no' | 'willing' | 'yes';
  /**
   * 電子カルテ情報共有サービスにより取得される診療情報等を活用する体制: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f1.dx.record_sharing'?: 'no' | 'willing' | 'yes';
  /**
   * 自院で処方した薬剤について、薬局からの処方内容の変更提案や服薬情報(トレーシングレポート等)の提供に応対し、薬局と連携して服薬を一元管理する体制: in_house_only 無し(院内処方のみ) / no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f1.medication'?: 'in_house_only' | 'no' | 'willing' | 'yes';
  /**
   * 1号機能を今後担う意向の有無: no 無し / yes 有り
   */
  'f1.willing'?: 'no' | 'yes';
  /**
   * 特記事項
   */
  'f1.remarks'?: string;
  /**
   * 在宅当番医制(地域患者の時間外等外来に係る複数医療機関による輪番体制)への参加: no 無し(意向無し) / willing 無し(意向有り) / lt1 有り(月1回未満) / m1 有り(月1回) / m2_3 有り(月2~3回) / m4_5 有り(月4~5回) / m6_9 有り(月6~9回) / m10 有り(月10回以上)
   */
  'f2i.rota'?: 'no' | 'willing' | 'lt1' | 'm1' | 'm2_3' | 'm4_5' | 'm6_9' | 'm10';
  /**
   * 休日夜間急患センター等に参加: no 無し(意向無し) / willing 無し(意向有り) / lt1 有り(月1回未満) / m1 有り(月1回) / m2_3 有り(月2~3回) / m4_5 有り(月4~5回) / m6_9 有り(月6~9回) / m10 有り(月10回以上)
   */
  'f2i.center'?: 'no' | 'willing' | 'lt1' | 'm1' | 'm2_3' | 'm4_5' | 'm6_9' | 'm10';
  /**
   * 自院又は連携による時間外対応(自院の連絡先を渡して随時対応、自院での一定の対応に加えて他医療機関と連携して随時対応): no 無し(意向無し) / willing 無し(意向有り) / own 自院の連絡先を渡して随時対応 / partnered 自院での一定の対応に加えて他医療機関と連携して随時対応
   */
  'f2i.own'?: 'no' | 'willing' | 'own' | 'partnered';
  /**
   * 連携医療機関の名称及び連携の内容
   */
  'f2i.partners'?: Array<Partner>;
  /**
   * 自院における時間外対応加算1~4の届出状況: none 届出無し / addon1 時間外対応加算1 / addon2 時間外対応加算2 / addon3 時間外対応加算3 / addon4 時間外対応加算4
   */
  'f2i.addon'?: 'none' | 'addon1' | 'addon2' | 'addon3' | 'addon4';
  /**
   * 時間外加算または時間外特例医療機関加算の算定回数(初診料、再診料、外来診療料分), 回
   */
  'f2i.claims.overtime'?: number;
  /**
   * 深夜加算の算定回数(初診料、再診料、外来診療料分), 回
   */
  'f2i.claims.midnight'?: number;
  /**
   * 休日加算の算定回数(初診料、再診料、外来診療料分), 回
   */
  'f2i.claims.holiday'?: number;
  /**
   * 夜間・早朝等加算の算定回数(初診料、再診料分), 回
   */
  'f2i.claims.early_night'?: number;
  /**
   * 特記事項
   */
  'f2i.remarks'?: string;
  /**
   * 自院又は連携による後方支援病床の確保状況: no 無し(意向無し) / willing 無し(意向有り) / own 自院で確保 / partnered 他医療機関と連携して確保 / own_and_partnered 自院で確保し、他医療機関とも連携して確保
   */
  'f2ro.beds'?: 'no' | 'willing' | 'own' | 'partnered' | 'own_and_partnered';
  /**
   * 連携医療機関の名称及び連携の内容
   */
  'f2ro.partners'?: Array<Partner>;
  /**
   * 自院における入院時の情報共有の診療報酬項目の算定状況, 回
   */
  'f2ro.claims.admission'?: number;
  /**
   * 自院における地域の退院ルールへの参加状況: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f2ro.discharge_rules'?: 'no' | 'willing' | 'yes';
  /**
   * 自院における地域連携クリティカルパスへの参加状況: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f2ro.critical_path'?: 'no' | 'willing' | 'yes';
  /**
   * 自院における退院時の情報共有・共同指導の診療報酬項目の算定状況, 回
   */
  'f2ro.claims.discharge'?: number;
  /**
   * 特定機能病院・地域医療支援病院・紹介受診重点医療機関から紹介状により紹介を受けた外来患者数(月平均): none 無し / lt1 1人未満 / band2 1人以上10人未満のうち1番目の区分(境界未確認) / band3 1人以上10人未満のうち2番目の区分(境界未確認) / band4 1人以上10人未満のうち3番目の区分(境界未確認) / ge10 10人以上
   */
  'f2ro.referred'?: 'none' | 'lt1' | 'band2' | 'band3' | 'band4' | 'ge10';
  /**
   * 外来患者延べ数(在宅患者数を除く), 人
   */
  'f2ro.referred.total'?: number;
  /**
   * 外来診療を行った月数, か月
   */
  'f2ro.referred.months'?: number;
  /**
   * 特記事項
   */
  'f2ro.remarks'?: string;
  /**
   * 自院又は連携による在宅医療を提供する体制の確保状況: no 無し(意向無し) / willing 無し(意向有り) / daytime 自院で日中のみ / own_24h 自院で24時間対応 / partnered_24h 自院での一定の対応に加えて連携して24時間対応
   */
  'f2ha.care'?: 'no' | 'willing' | 'daytime' | 'own_24h' | 'partnered_24h';
  /**
   * 連携医療機関の名称及び連携の内容
   */
  'f2ha.partners'?: Array<Partner>;
  /**
   * 自院における訪問診療の診療報酬項目の算定状況, 回
   */
  'f2ha.claims.visit'?: number;
  /**
   * 自院における往診の診療報酬項目の算定状況, 回
   */
  'f2ha.claims.house_call'?: number;
  /**
   * 自院における訪問看護の診療報酬項目の算定状況, 回
   */
  'f2ha.claims.home_nursing'?: number;
  /**
   * 自院における訪問看護指示料の算定状況, 回
   */
  'f2ha.claims.nursing_order'?: number;
  /**
   * 自院における在宅看取りの診療報酬項目の算定状況, 回
   */
  'f2ha.claims.end_of_life'?: number;
  /**
   * 特記事項
   */
  'f2ha.remarks'?: string;
  /**
   * 主治医意見書の作成: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f2ni.opinion'?: 'no' | 'willing' | 'yes';
  /**
   * 介護支援専門員や相談支援専門員との相談機会、又はサービス担当者会議やそれに類似する会議への参加: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f2ni.conference'?: 'no' | 'willing' | 'yes';
  /**
   * 地域ケア会議・市町村の在宅医療介護連携推進事業による協議の場への参加: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f2ni.community'?: 'no' | 'willing' | 'yes';
  /**
   * 居宅療養管理指導の対応: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f2ni.home_guidance'?: 'no' | 'willing' | 'yes';
  /**
   * 介護支援専門員や相談支援専門員への情報共有・指導の診療報酬項目の算定状況, 回
   */
  'f2ni.claims.care_manager'?: number;
  /**
   * 介護保険施設等における医療の提供状況: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f2ni.facilities'?: 'no' | 'willing' | 'yes';
  /**
   * 協力医療機関となっている施設の名称
   */
  'f2ni.facilities.names'?: Array<string>;
  /**
   * 介護保険施設等における医療の提供に係る診療報酬項目の算定状況, 回
   */
  'f2ni.claims.facility_care'?: number;
  /**
   * 地域の医療・介護情報共有システムの参加・活用状況: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f2ni.network'?: 'no' | 'willing' | 'yes';
  /**
   * ACP(人生会議)の実施状況: no 無し(意向無し) / willing 無し(意向有り) / yes 有り
   */
  'f2ni.acp'?: 'no' | 'willing' | 'yes';
  /**
   * 特記事項
   */
  'f2ni.remarks'?: string;
  /**
   * 健診: no 無し / yes 有り
   */
  'other.checkups'?: 'no' | 'yes';
  /**
   * 予防接種: no 無し / yes 有り
   */
  'other.vaccination'?: 'no' | 'yes';
  /**
   * 学校医: no 無し / yes 有り
   */
  'other.school_doctor'?: 'no' | 'yes';
  /**
   * 産業医: no 無し / yes 有り
   */
  'other.industrial_doctor'?: 'no' | 'yes';
  /**
   * 警察業務: no 無し / yes 有り
   */
  'other.police'?: 'no' | 'yes';
  /**
   * その他の地域活動
   */
  'other.community'?: string;
  /**
   * 学生(医学生)の教育: no 無し / yes 有り
   */
  'other.students'?: 'no' | 'yes';
  /**
   * 研修医(臨床研修を受ける医師)の教育: no 無し / yes 有り
   */
  'other.residents'?: 'no' | 'yes';
  /**
   * リカレント教育(医師の再教育): no 無し / yes 有り
   */
  'other.recurrent'?: 'no' | 'yes';
  /**
   * その他の教育活動
   */
  'other.education'?: string;
};

/**
 * A draft (下書き) of the 令和7年度報告.
 */
export type DraftR7 = {
  /**
   * Says that it is a draft.
   */
  format: 'kakari-report';
  /**
   * Version of the file format.
   */
  version?: number;
  /**
   * The edition; that of the day of the check where absent.
   */
  edition?: 'R7';
  /**
   * Kind of report.
   */
  report?: ReportKind;
  /**
   * 医療機関
   */
  facility?: FacilityR7;
  /**
   * 回答
   */
  answers?: AnswersR7;
};

/**
 * 医療機関, 令和8年度報告.
 */
export type FacilityR8 = FacilityR7;

/**
 * 回答, 令和8年度報告.
 */
export type AnswersR8 = AnswersR7;

/**
 * A draft (下書き) of the 令和8年度報告.
 */
export type DraftR8 = {
  /**
   * Says that it is a draft.
   */
  format: 'kakari-report';
  /**
   * Version of the file format.
   */
  version?: number;
  /**
   * The edition; that of the day of the check where absent.
   */
  edition?: 'R8';
  /**
   * Kind of report.
   */
  report?: ReportKind;
  /**
   * 医療機関
   */
  facility?: FacilityR8;
  /**
   * 回答
   */
  answers?: AnswersR8;
};

/**
 * A draft (下書き) as it stands in a draft file. Nothing but `format` has to be there.
 */
export type Draft = DraftR7 | DraftR8;

/**
 * The members of `facility` (医療機関), of any edition.
 */
export type Facility = FacilityR7 | FacilityR8;

/**
 * The members of `answers` (回答), of any edition.
 */
export type Answers = AnswersR7 | AnswersR8;

/**
 * The id of an item. One that begins with `facility.` stands in `facility` under the rest of it, any other in `answers`.
 */
export type ItemId = `facility.${keyof FacilityR7 | keyof FacilityR8}` | keyof AnswersR7 | keyof AnswersR8;

/**
 * How to check.
 */
export type CheckOptions = {
  /**
   * The day of the check, "YYYY-MM-DD". The engine has no clock.
   */
  today: string;
  /**
   * The prefecture's deadline, "YYYY-MM-DD"; the last day of the window where absent.
   */
  deadline?: string | null;
  /**
   * The edition to check against ("R7", "R8"); the draft's own where absent.
   */
  edition?: EditionName | null;
  /**
   * The catalogue to check against, whatever edition it is; `edition` is not looked at then.
   */
  catalog?: Catalog | null;
};

/**
 * Which catalogue to take.
 */
export type CatalogOptions = {
  /**
   * The edition to check against ("R7", "R8"); the draft's own where absent.
   */
  edition?: EditionName | null;
  /**
   * The catalogue to check against, whatever edition it is; `edition` is not looked at then.
   */
  catalog?: Catalog | null;
};

/**
 * The result of a check, written out.
 */
export type CheckResult = {
  /**
   * The edition that the draft was checked against; `null` when the text is no draft, and the one finding is then KF01.
   */
  edition: string | null;
  /**
   * Fingerprint of the catalogue.
   */
  catalog: string;
  /**
   * Fingerprint of the rule set.
   */
  rules: string;
  /**
   * 報告の対象か
   */
  target: Decision<TargetStatus>;
  /**
   * 1号機能
   */
  function1: Decision<Function1Status>;
  /**
   * 2号機能
   */
  function2: Function2Decisions;
  /**
   * 説明の努力義務
   */
  explanation_duty: Decision<ExplanationDutyStatus>;
  /**
   * By item in form order, then by code.
   */
  findings: Array<Finding>;
};

/**
 * 報告の対象か: 対象, 対象外, 未定.
 */
export type TargetStatus = 'target' | 'not_target' | 'undecided';

/**
 * 1号機能: 有り, 無し, 未定.
 */
export type Function1Status = 'has' | 'lacks' | 'undecided';

/**
 * A 2号機能: 有り, 無し, 報告不要, 未定.
 */
export type Function2Status = 'has' | 'lacks' | 'not_asked' | 'undecided';

/**
 * 説明の努力義務: 確認後に生じます, 生じません, 未定.
 */
export type ExplanationDutyStatus = 'arises_on_confirmation' | 'none' | 'undecided';

/**
 * The outcome of any decision.
 */
export type Status = TargetStatus | Function1Status | Function2Status | ExplanationDutyStatus;

/**
 * The decisions on the 2号機能.
 */
export type Function2Decisions = {
  /**
   * イ
   */
  i: Decision<Function2Status>;
  /**
   * ロ
   */
  ro: Decision<Function2Status>;
  /**
   * ハ
   */
  ha: Decision<Function2Status>;
  /**
   * ニ
   */
  ni: Decision<Function2Status>;
};

/**
 * A decision.
 */
export type Decision<Outcome extends Status = Status> = {
  /**
   * The outcome, in one word.
   */
  status: Outcome;
  /**
   * Every condition that was looked at.
   */
  because: Array<Condition>;
};

/**
 * A condition of a decision.
 */
export type Condition = {
  /**
   * The condition as a sentence.
   */
  condition: string;
  /**
   * Met, not met, or not to be told yet (`null`).
   */
  met: boolean | null;
  /**
   * Ids of the items that it looked at.
   */
  items: Array<ItemId>;
  /**
   * Where it stands.
   */
  sources: Array<Source>;
};

/**
 * A place in a document.
 */
export type Source = {
  /**
   * The document.
   */
  id: string;
  /**
   * 「第30条の18の4第1項」
   */
  place: string;
};

/**
 * A finding.
 */
export type Finding = {
  /**
   * 「K104」
   */
  code: string;
  /**
   * How grave it is.
   */
  severity: Severity;
  /**
   * Ids of the items, or names of the members of the file, that it is about.
   */
  items: Array<string>;
  /**
   * What is wrong.
   */
  message: string;
  /**
   * Why it matters.
   */
  why: string;
  /**
   * What to do.
   */
  fix: string;
  /**
   * The texts it rests on.
   */
  sources: Array<Source>;
  /**
   * 暫定
   */
  provisional: boolean;
};

/**
 * How grave a finding is: エラー, 注意, 確認, お知らせ. Errors block the transcription.
 */
export type Severity = 'error' | 'warning' | 'question' | 'note';

/**
 * What was found and decided, without words: for those who check many drafts, or show the words when they are asked
 * for. A tenth of the size of the whole result.
 */
export type BriefResult = {
  /**
   * The edition that the draft was checked against; absent when the text is no draft.
   */
  edition: string | null;
  /**
   * What is decided.
   */
  decisions: BriefDecisions;
  /**
   * By item in form order, then by code.
   */
  findings: Array<BriefFinding>;
};

/**
 * The outcome of every decision, a word each.
 */
export type BriefDecisions = {
  /**
   * 報告の対象か
   */
  target: TargetStatus;
  /**
   * 1号機能
   */
  function1: Function1Status;
  /**
   * 2号機能
   */
  function2: BriefFunction2;
  /**
   * 説明の努力義務
   */
  explanationDuty: ExplanationDutyStatus;
};

/**
 * The outcome of the decisions on the 2号機能.
 */
export type BriefFunction2 = {
  /**
   * イ
   */
  i: Function2Status;
  /**
   * ロ
   */
  ro: Function2Status;
  /**
   * ハ
   */
  ha: Function2Status;
  /**
   * ニ
   */
  ni: Function2Status;
};

/**
 * A finding: its code, which of the texts of its rule it says, what it is about, and the parameters of the text.
 */
export type BriefFinding = [string, number, Array<string>, Array<string>];

/**
 * Kind of value: one option key, a list of them, a whole number, a number with one decimal, a text, a list of `Partner`, a list of names, a day "YYYY-MM-DD", true or false.
 */
export type ItemKind = 'choice' | 'multi' | 'count' | 'decimal1' | 'text' | 'partners' | 'names' | 'date' | 'flag';

/**
 * A remark, or a figure that another answer is worked out from and that is not itself reported.
 */
export type ItemRole = 'remarks' | 'working';

/**
 * Place on the 院内掲示: in the heading sentence, asked for by law, on the example form alone.
 */
export type Posting = 'heading' | 'required' | 'optional';

/**
 * 基準日, 暦年の実績, 年度の実績.
 */
export type PeriodKind = 'as_of' | 'calendar' | 'fiscal';

/**
 * What a form is made from.
 */
export type Form = {
  /**
   * "R8".
   */
  edition: string;
  /**
   * 「令和8年度報告」.
   */
  label: string;
  /**
   * What is not yet sure about the edition as a whole (暫定).
   */
  provisional: string | null;
  /**
   * 基準日, "YYYY-MM-DD".
   */
  asOf: string;
  /**
   * 報告期間.
   */
  window: Days;
  /**
   * The sections in the order of the form.
   */
  sections: Array<FormSection>;
};

/**
 * A day from a day to a day, both included, "YYYY-MM-DD".
 */
export type Days = {
  /**
   * First day.
   */
  from: string;
  /**
   * Last day.
   */
  to: string;
};

/**
 * A step of the form.
 */
export type FormSection = {
  /**
   * "f2i".
   */
  id: string;
  /**
   * 「2号機能 イ」.
   */
  label: string;
  /**
   * 「通常の診療時間外の診療」.
   */
  title: string;
  /**
   * What the section is about.
   */
  help: string | null;
  /**
   * The groups in the order of the form.
   */
  groups: Array<FormGroup>;
};

/**
 * A group of items inside a section.
 */
export type FormGroup = {
  /**
   * Unique in the section.
   */
  id: string;
  /**
   * Heading.
   */
  label: string;
  /**
   * A sentence under the heading.
   */
  help: string | null;
  /**
   * The items in the order of the form.
   */
  items: Array<FormItem>;
};

/**
 * One thing that is asked.
 */
export type FormItem = {
  /**
   * The id that findings name.
   */
  id: ItemId;
  /**
   * The member of a draft that the answer stands in.
   */
  member: 'facility' | 'answers';
  /**
   * The name of the answer in that member.
   */
  key: string;
  /**
   * Number on the ministry's form.
   */
  number: string | null;
  /**
   * Whether the number may be printed as official. It is 暫定 otherwise.
   */
  numberIsOfficial: boolean;
  /**
   * Official name.
   */
  label: string;
  /**
   * Short name for summaries.
   */
  short: string;
  /**
   * Kind of value.
   */
  kind: ItemKind;
  /**
   * The answers to choose from, in the order of the form.
   */
  options: Array<FormOption>;
  /**
   * 人, 回, か月 …
   */
  unit: string | null;
  /**
   * The days that the answer is about.
   */
  period: FormPeriod | null;
  /**
   * ★: counts for 1号機能.
   */
  star: boolean;
  /**
   * Place on the 院内掲示.
   */
  posting: Posting | null;
  /**
   * Places of 別表第八 that it covers.
   */
  law: Array<string>;
  /**
   * It is asked when another item holds one of these options, or a decision has this outcome.
   */
  when: FormCondition | null;
  /**
   * Whether it must be answered when its section is asked: no remark, working figure or conditional item.
   */
  required: boolean;
  /**
   * Why it need not be answered.
   */
  role: ItemRole | null;
  /**
   * Counted from electronic claims and preprinted in G-MIS (NDBプレプリント).
   */
  preprinted: boolean;
  /**
   * Whether the answer becomes public.
   */
  published: boolean;
  /**
   * What is meant, in plain words.
   */
  help: string | null;
  /**
   * What does not have to hold, against common fears.
   */
  notNeeded: string | null;
  /**
   * 暫定: one of its facts was not seen on an official page.
   */
  provisional: boolean;
};

/**
 * The days that an answer is about.
 */
export type FormPeriod = {
  /**
   * Which days.
   */
  kind: PeriodKind;
  /**
   * First day, "YYYY-MM-DD".
   */
  from: string;
  /**
   * Last day, "YYYY-MM-DD".
   */
  to: string;
  /**
   * 「令和8年1月1日〜令和8年12月31日の実績」.
   */
  words: string;
};

/**
 * When a conditional item is asked.
 */
export type FormCondition = {
  /**
   * Id of the item that decides; `null` where a decision does.
   */
  item: ItemId | null;
  /**
   * The decision that decides; `null` where an item does.
   */
  decision: 'function1' | 'function2.i' | 'function2.ro' | 'function2.ha' | 'function2.ni' | null;
  /**
   * One of these has to hold: options of the item, or `has` and `lacks` of the decision.
   */
  is: Array<string>;
};

/**
 * One answer among several.
 */
export type FormOption = {
  /**
   * The key in a draft.
   */
  key: string;
  /**
   * The code on the ministry's form, where it may be printed as official.
   */
  code: string | null;
  /**
   * The label, to the letter where it was read.
   */
  label: string;
  /**
   * Another official wording (diseases: 告示).
   */
  formal: string | null;
  /**
   * Reading in hiragana, for a search field.
   */
  kana: string | null;
  /**
   * Heading under which the option stands.
   */
  group: string | null;
  /**
   * What the choice means.
   */
  help: string | null;
  /**
   * 主な診療領域 (diseases): option keys of `f1.areas`.
   */
  areas: Array<string>;
  /**
   * Whether it stands alone (該当無し).
   */
  exclusive: boolean;
};

/**
 * How far a draft is, as a form shows it to somebody who has gone through all of it.
 */
export type FormState = {
  /**
   * "R8".
   */
  edition: string;
  /**
   * 「準備ができました」, 「途中 45%」, 「エラー2件」.
   */
  words: string;
  /**
   * How much is answered of what has to be answered now, in percent, cut off.
   */
  percent: number;
  /**
   * How many items are answered of those that have to be answered now.
   */
  answered: number;
  /**
   * How many items have to be answered now.
   */
  asked: number;
  /**
   * Id of the step at which to go on; "review" where everything is answered.
   */
  resume: string;
  /**
   * The steps that ask for answers, in the order of the form.
   */
  steps: Array<StepState>;
  /**
   * All items, in the order of the catalogue.
   */
  items: Array<ItemState>;
};

/**
 * Where a step of the form stands.
 */
export type StepState = {
  /**
   * Id of its section: "f2i".
   */
  id: string;
  /**
   * 「2号機能 イ」.
   */
  label: string;
  /**
   * Nothing answered, some, all, something found that is worth a look, or nothing of it asked.
   */
  state: 'empty' | 'begun' | 'done' | 'marked' | 'not_asked';
  /**
   * The same in words: 「途中 3/8」.
   */
  words: string;
  /**
   * How many items are answered of those that have to be answered now.
   */
  answered: number;
  /**
   * How many items have to be answered now.
   */
  asked: number;
  /**
   * How many findings are worth a look.
   */
  marks: number;
};

/**
 * Where an item stands in the form.
 */
export type ItemState = {
  /**
   * Its id.
   */
  id: string;
  /**
   * Whether it is asked by the other answers: yes; yes, and G-MIS fills it in; not to be told yet; no, since the
   * institution is no target, since 1号機能 is lacking, or by another answer or decision.
   */
  asked: 'yes' | 'preprinted' | 'open' | 'not_target' | 'function1_lacks' | 'other_answer';
  /**
   * Why it is not asked, in words; `null` where it is, or where that cannot be told.
   */
  because: string | null;
  /**
   * Whether it has to be answered, as long as it is asked; a preprinted count need not be.
   */
  need: 'required' | 'optional' | 'preprinted';
  /**
   * Whether it has a field now: it is asked, or something stands in it.
   */
  shown: boolean;
  /**
   * Whether it is answered in any way.
   */
  answered: boolean;
};

/**
 * What a rule is about.
 */
export type Explanation = {
  /**
   * "K104".
   */
  code: string;
  /**
   * Name of the check.
   */
  title: string;
  /**
   * How grave its findings are.
   */
  severity: Severity;
  /**
   * The word for it: 「エラー」「注意」「確認」「お知らせ」.
   */
  label: string;
  /**
   * Rests on a fact that no official page shows (暫定).
   */
  provisional: boolean;
  /**
   * What its findings say. `{items}` stands for the items it is about, `{0}`, `{1}` … for its parameters.
   */
  texts: Array<ExplainedText>;
  /**
   * What it rests on.
   */
  sources: Array<ExplainedSource>;
};

/**
 * One of the texts of a rule.
 */
export type ExplainedText = {
  /**
   * What is wrong.
   */
  message: string;
  /**
   * Why it matters.
   */
  why: string;
  /**
   * What to do.
   */
  fix: string;
};

/**
 * A place in a document, in words.
 */
export type ExplainedSource = {
  /**
   * The document, as results name it.
   */
  id: string;
  /**
   * The place in it.
   */
  place: string;
  /**
   * 「医療法 第30条の18の4第6項」.
   */
  title: string;
  /**
   * Public address of the document, where it is known.
   */
  url: string | null;
  /**
   * The passage, where it may be quoted.
   */
  quote: string | null;
};

/**
 * What a result says of a finding.
 */
export type FindingCode = {
  /**
   * "K104".
   */
  code: string;
  /**
   * Which of the texts of its rule it says.
   */
  text: number;
  /**
   * Ids of the items that it is about.
   */
  items: Array<string>;
  /**
   * Parameters of the text.
   */
  args: Array<string>;
};

/**
 * A finding with all that a screen shows of it.
 */
export type RenderedFinding = {
  /**
   * "K104".
   */
  code: string;
  /**
   * Name of the check.
   */
  title: string;
  /**
   * How grave it is.
   */
  severity: Severity;
  /**
   * The word for it: 「エラー」「注意」「確認」「お知らせ」.
   */
  label: string;
  /**
   * What it is about.
   */
  items: Array<RenderedItem>;
  /**
   * What is wrong.
   */
  message: string;
  /**
   * Why it matters.
   */
  why: string;
  /**
   * What to do.
   */
  fix: string;
  /**
   * What it rests on.
   */
  sources: Array<ExplainedSource>;
  /**
   * Rests on a fact that no official page shows (暫定).
   */
  provisional: boolean;
};

/**
 * An item that a finding is about.
 */
export type RenderedItem = {
  /**
   * Its id, or the name of the member of the file.
   */
  id: string;
  /**
   * Its name for a reader.
   */
  label: string;
};

/**
 * All areas and diseases with ■ or □, or only those that apply.
 */
export type NoticeLayout = 'full' | 'applying';

/**
 * The size of the sheet.
 */
export type NoticePaper = 'A4' | 'A3';

/**
 * How the sheet hangs.
 */
export type NoticeOrientation = 'portrait' | 'landscape';

/**
 * How a notice is made. What is absent is as on the official form: A4, upright, everything on it.
 */
export type NoticeOptions = {
  /**
   * The day printed under the name of the institution, "YYYY-MM-DD"; `today` where absent.
   */
  date?: string | null;
  /**
   * Whether the two numbers of persons are printed, which the law does not ask for. True where absent.
   */
  numbers?: boolean | null;
  /**
   * All areas and diseases with ■ or □, or only those that apply.
   */
  layout?: NoticeLayout | null;
  /**
   * The size of the sheet.
   */
  paper?: NoticePaper | null;
  /**
   * How the sheet hangs.
   */
  orientation?: NoticeOrientation | null;
  /**
   * Larger type.
   */
  larger?: boolean | null;
  /**
   * The sheets alone, for a page that has `noticeStyles()`, and not a whole file.
   */
  fragment?: boolean | null;
  /**
   * The day of the check, "YYYY-MM-DD". The engine has no clock.
   */
  today: string;
  /**
   * The prefecture's deadline, "YYYY-MM-DD"; the last day of the window where absent.
   */
  deadline?: string | null;
  /**
   * The edition to check against ("R7", "R8"); the draft's own where absent.
   */
  edition?: EditionName | null;
  /**
   * The catalogue to check against, whatever edition it is; `edition` is not looked at then.
   */
  catalog?: Catalog | null;
};

/**
 * How a transcription is made.
 */
export type TranscriptionOptions = {
  /**
   * Whether it is made while errors remain. It then says 下書き.
   */
  asDraft?: boolean | null;
  /**
   * The day of the check, "YYYY-MM-DD". The engine has no clock.
   */
  today: string;
  /**
   * The prefecture's deadline, "YYYY-MM-DD"; the last day of the window where absent.
   */
  deadline?: string | null;
  /**
   * The edition to check against ("R7", "R8"); the draft's own where absent.
   */
  edition?: EditionName | null;
  /**
   * The catalogue to check against, whatever edition it is; `edition` is not looked at then.
   */
  catalog?: Catalog | null;
};

/**
 * A transcription: every answer in the order of the screens of G-MIS.
 */
export type Transcription = {
  /**
   * 下書き: errors remain, so it is not to be keyed.
   */
  isDraft: boolean;
  /**
   * What it says about itself.
   */
  about: Array<AboutLine>;
  /**
   * 保険医療機関番号 and name, to find the right report.
   */
  head: Array<TranscriptionRow>;
  /**
   * The answers in the order of the screens.
   */
  rows: Array<TranscriptionRow>;
  /**
   * What is not keyed and yet part of the draft.
   */
  unkeyed: Array<TranscriptionRow>;
};

/**
 * A line about a document.
 */
export type AboutLine = {
  /**
   * 「版」
   */
  name: string;
  /**
   * 「令和8年度報告(R8)」
   */
  value: string;
};

/**
 * A row: one thing to key or to tick. Texts are empty where there is nothing to say.
 */
export type TranscriptionRow = {
  /**
   * 項目ID
   */
  id: string;
  /**
   * 機能
   */
  function: string;
  /**
   * 項番, where it is official.
   */
  number: string;
  /**
   * 分類
   */
  group: string;
  /**
   * 項目名
   */
  label: string;
  /**
   * 選択肢コード, where it is official.
   */
  code: string;
  /**
   * 選択肢名
   */
  option: string;
  /**
   * 記入値, as it was typed.
   */
  value: string;
  /**
   * Whether the value is a number that a spreadsheet may take for one.
   */
  isNumber: boolean;
  /**
   * 単位
   */
  unit: string;
  /**
   * 対象期間
   */
  period: string;
  /**
   * 根拠
   */
  basis: string;
  /**
   * 確度: whether number, name and code are all official. `null` where the question makes no sense.
   */
  official: boolean | null;
  /**
   * 指摘コード
   */
  findings: string;
};

/**
 * The kind of a trouble: which argument makes no sense.
 */
export type TroubleCode = "OPTIONS" | "DRAFT" | "CATALOG" | "CODE" | "FINDING" | "ERRORS_REMAIN" | "INTERNAL";
