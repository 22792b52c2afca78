//! The item ids that saved drafts, rules and other people's files rest on.

macro_rules! ids {
    ($($variant:ident = $text:literal,)+) => {
        /// An item id known to the rules. The catalogue file of every edition has exactly these.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "the text of the id is its documentation")]
        pub enum Id {
            $($variant,)+
        }

        impl Id {
            /// Every id, in the order of the form.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The id as it stands in drafts and results.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    };
}

ids! {
    FacilityExclusion = "facility.exclusion",
    FacilityGeneralOutpatients = "facility.general_outpatients",
    FacilityOpenedOn = "facility.opened_on",
    FacilitySuspendedOn = "facility.suspended_on",
    FacilityResumedOn = "facility.resumed_on",
    FacilityClosedOn = "facility.closed_on",
    FacilityPrefecture = "facility.prefecture",
    FacilityCode = "facility.code",
    FacilityName = "facility.name",
    FacilityKind = "facility.kind",
    FacilityAddress = "facility.address",
    FacilityPhone = "facility.phone",
    FacilityManager = "facility.manager",
    FacilityElectronicClaims = "facility.electronic_claims",

    F1Function = "f1.function",
    F1Posted = "f1.posted",
    F1Training = "f1.training",
    F1TrainingCount = "f1.training.count",
    F1Generalist = "f1.generalist",
    F1GeneralistFte = "f1.generalist.fte",
    F1Areas = "f1.areas",
    F1Diseases = "f1.diseases",
    F1DiseasesOther = "f1.diseases.other",
    F1Consultation = "f1.consultation",
    F1StaffDoctors = "f1.staff.doctors",
    F1StaffOutpatientNurses = "f1.staff.outpatient_nurses",
    F1StaffSpecialistNurses = "f1.staff.specialist_nurses",
    F1StaffCertifiedNurses = "f1.staff.certified_nurses",
    F1StaffSpecifiedActNurses = "f1.staff.specified_act_nurses",
    F1DxOnlineEligibility = "f1.dx.online_eligibility",
    F1DxViewRecords = "f1.dx.view_records",
    F1DxEPrescription = "f1.dx.e_prescription",
    F1DxRecordSharing = "f1.dx.record_sharing",
    F1Medication = "f1.medication",
    F1Willing = "f1.willing",
    F1Remarks = "f1.remarks",

    F2iRota = "f2i.rota",
    F2iCenter = "f2i.center",
    F2iOwn = "f2i.own",
    F2iPartners = "f2i.partners",
    F2iAddon = "f2i.addon",
    F2iClaimsOvertime = "f2i.claims.overtime",
    F2iClaimsMidnight = "f2i.claims.midnight",
    F2iClaimsHoliday = "f2i.claims.holiday",
    F2iClaimsEarlyNight = "f2i.claims.early_night",
    F2iRemarks = "f2i.remarks",

    F2roBeds = "f2ro.beds",
    F2roPartners = "f2ro.partners",
    F2roClaimsAdmission = "f2ro.claims.admission",
    F2roDischargeRules = "f2ro.discharge_rules",
    F2roCriticalPath = "f2ro.critical_path",
    F2roClaimsDischarge = "f2ro.claims.discharge",
    F2roReferred = "f2ro.referred",
    F2roReferredTotal = "f2ro.referred.total",
    F2roReferredMonths = "f2ro.referred.months",
    F2roRemarks = "f2ro.remarks",

    F2haCare = "f2ha.care",
    F2haPartners = "f2ha.partners",
    F2haClaimsVisit = "f2ha.claims.visit",
    F2haClaimsHouseCall = "f2ha.claims.house_call",
    F2haClaimsHomeNursing = "f2ha.claims.home_nursing",
    F2haClaimsNursingOrder = "f2ha.claims.nursing_order",
    F2haClaimsEndOfLife = "f2ha.claims.end_of_life",
    F2haRemarks = "f2ha.remarks",

    F2niOpinion = "f2ni.opinion",
    F2niConference = "f2ni.conference",
    F2niCommunity = "f2ni.community",
    F2niHomeGuidance = "f2ni.home_guidance",
    F2niClaimsCareManager = "f2ni.claims.care_manager",
    F2niFacilities = "f2ni.facilities",
    F2niFacilitiesNames = "f2ni.facilities.names",
    F2niClaimsFacilityCare = "f2ni.claims.facility_care",
    F2niNetwork = "f2ni.network",
    F2niAcp = "f2ni.acp",
    F2niRemarks = "f2ni.remarks",

    OtherCheckups = "other.checkups",
    OtherVaccination = "other.vaccination",
    OtherSchoolDoctor = "other.school_doctor",
    OtherIndustrialDoctor = "other.industrial_doctor",
    OtherPolice = "other.police",
    OtherCommunity = "other.community",
    OtherStudents = "other.students",
    OtherResidents = "other.residents",
    OtherRecurrent = "other.recurrent",
    OtherEducation = "other.education",
}

/// Where an id of the facility stands in a draft, and how its text begins.
const FACILITY: &str = "facility.";

/// Slots for finding an id by its text; a few times as many as there are ids, so that few share one.
const SLOTS: usize = 512;
const FREE: u8 = u8::MAX;

/// The ids by the hash of their texts, each in the first slot that was free from there on.
static BY_TEXT: [u8; SLOTS] = by_text();

const fn by_text() -> [u8; SLOTS] {
    assert!(Id::ALL.len() < FREE as usize);
    let mut slots = [FREE; SLOTS];
    let mut index = 0;
    while index < Id::ALL.len() {
        let mut slot = slot(member(Id::ALL[index].as_str()).1.as_bytes());
        while slots[slot] != FREE {
            slot = (slot + 1) % SLOTS;
        }
        #[allow(clippy::cast_possible_truncation, reason = "fewer ids than fit, see above")]
        let own = index as u8;
        slots[slot] = own;
        index += 1;
    }
    slots
}

/// Whether an id is one of the facility, and its name there or among the answers.
const fn member(id: &str) -> (bool, &str) {
    match id.as_bytes().split_at_checked(FACILITY.len()) {
        Some((b"facility.", _)) => (true, id.split_at(FACILITY.len()).1),
        _ => (false, id),
    }
}

/// Some characters are enough to tell the names apart; looking at all would take longer than comparing two.
const fn slot(name: &[u8]) -> usize {
    let length = name.len();
    if length < 4 {
        return length;
    }
    let ends = u32::from_le_bytes([name[length - 1], name[length - 2], name[length / 2], name[1]]);
    let more = u32::from_le_bytes([name[length - 4], length.to_le_bytes()[0], 0, 0]);
    let mixed = (ends ^ more.rotate_left(9)).wrapping_mul(0x9e37_79b1);
    mixed as usize >> 23
}

impl Id {
    /// The id with this text.
    pub fn parse(text: &str) -> Option<Self> {
        let (is_facility, name) = member(text);
        Self::of_member(name, is_facility)
    }

    /// The id of a member of the facility or of the answers.
    pub fn of_member(name: &str, is_facility: bool) -> Option<Self> {
        Self::find(name, |found| found == (is_facility, name))
    }

    /// The text of a name that members of the facility or of the answers have; a draft that is read with it
    /// ([`kakari_draft::Draft::read_with`]) need not copy their names.
    pub fn name(name: &str) -> Option<&'static str> {
        Self::find(name, |(_, own)| own == name).map(|id| member(id.as_str()).1)
    }

    fn find(name: &str, fits: impl Fn((bool, &'static str)) -> bool) -> Option<Self> {
        let mut at = slot(name.as_bytes());
        loop {
            let id = *Self::ALL.get(usize::from(BY_TEXT[at]))?;
            if fits(member(id.as_str())) {
                return Some(id);
            }
            at = (at + 1) % SLOTS;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Id, SLOTS, member, slot};

    #[test]
    fn every_id_is_found_by_its_text_and_nothing_else_is() {
        for id in Id::ALL {
            assert_eq!(Id::parse(id.as_str()), Some(*id));
        }
        for text in
            ["", "f1", "f1.function ", "zzz", "facility", "facility.", "facility.f1.posted", "exclusion", "名称"]
        {
            assert_eq!(Id::parse(text), None, "{text}");
        }
    }

    #[test]
    fn few_ids_share_a_slot() {
        let mut ids = [0; SLOTS];
        for id in Id::ALL {
            ids[slot(member(id.as_str()).1.as_bytes())] += 1;
        }
        assert!(ids.into_iter().max() <= Some(3), "{ids:?}");
    }
}
