//! When to stop, and when to see someone. Refuses to know the person: it names signs, and whom to ask.
//!
//! Read for it: NHS 111 Wales, Vaginismus (a GP or sexual health clinic where a tampon is hard to insert or sex burns
//! or stings, a female doctor, somebody beside you; squeezing and releasing among the treatments); Royal Free London
//! NHS Foundation Trust, Cauda equina syndrome, and Oxford University Hospitals NHS Trust, Cauda Equina Syndrome, OMI
//! 10127P, March 2014 (numbness, bladder, bowels, legs: to an emergency department at once); NHS, Pelvic pain (sudden
//! pain); NHS, Exercise in pregnancy (not flat on the back from 16 weeks on); Leeds NHS and Wye Valley NHS on being
//! active with persistent pain (some pain on starting is expected); Sussex Pelvic Floor Service, leaflet 1004, July 2022
//! (an easy stretch); Szulczewski 2019, PLOS ONE 14, e0218550 (slow breathing and too little carbon dioxide). Unusual
//! bleeding, blood, fever, discharge, a lump, chest pain and fainting are general signs of alarm: no page of its own was
//! read for them.

use super::{Page, Part};

/// The two lines that are told before anything was practised.
pub const SHORT: [&str; 2] = [
    "Ebb is a habit tool, not a medical device: it does not diagnose or treat.",
    "Stop whenever something hurts or you feel dizzy. You can go back to your own breathing at any time.",
];

/// The heading of the part about whom to see.
pub const SEE_A_CLINICIAN: &str = "See a clinician soon";

/// The page.
pub const WHEN_TO_STOP: Page = Page {
    name: "When to stop",
    parts: &[AT_ONCE, STOP, SOON, ASK, WITH_CARE, WHAT_IT_IS],
    sources: &[
        "NHS 111 Wales: Vaginismus.",
        "Royal Free London NHS and Oxford University Hospitals NHS: Cauda equina syndrome.",
        "NHS: Pelvic pain. NHS: Exercise in pregnancy.",
        "Leeds NHS and Wye Valley NHS: being active with persistent pain.",
        "Sussex Pelvic Floor Service, leaflet 1004 (2022): an easy stretch.",
        "Szulczewski (2019), PLOS ONE 14, e0218550: dizziness in slow breathing.",
    ],
};

const AT_ONCE: Part = Part {
    heading: "Get help at once",
    lead: "Call your local emergency number, such as 112, 911 or 999 (in the UK also NHS 111), or go to an emergency \
           department if:",
    lines: &[
        "You have numbness or tingling between your legs, or around your genitals or buttocks.",
        "You have a new loss of control or of feeling in your bladder or bowels.",
        "Both your legs are weak.",
        "You can't pass urine.",
        "You have sudden, severe pelvic pain.",
        "You have pelvic pain with bleeding, and you are or could be pregnant.",
        "You have chest pain, or you faint.",
    ],
};

const STOP: Part = Part {
    heading: "Stop the session when",
    lead: "",
    lines: &[
        "Pain is new, sharp, burning or rising. If you always have some pain, stop when it goes beyond your usual level. \
         If it is still worse the next day, do less next time or leave that part out.",
        "A stretch feels more than mild. Then you've gone too far.",
        "You feel dizzy, or your hands or face tingle. Let your breathing go back to normal, with smaller breaths, and \
         stay sitting or lying down until it passes.",
        "Your heart skips or races, or you feel faint. Lie down; if it doesn't pass, get medical help.",
        "It is too much right now. You never have to finish a session, or any part of one.",
    ],
};

const SOON: Part = Part {
    heading: SEE_A_CLINICIAN,
    lead: "",
    lines: &[
        "Before you begin, if nobody has diagnosed the problem yet.",
        "If you bleed after the menopause, after sex or between periods.",
        "If there is blood in your urine or stool.",
        "If you have a fever, unusual discharge or a new lump.",
        "If pain persists, with or without treatment.",
        "If inserting a tampon is hard, or sex burns or stings: see a GP or a sexual health clinic. You can ask for a \
         female doctor, and you can bring someone with you.",
    ],
};

const ASK: Part = Part {
    heading: "Ask first",
    lead: "Ask your clinician which sessions suit you, and until then leave out those that hold the breath, if:",
    lines: &[
        "You are pregnant. From 16 weeks, don't lie flat on your back.",
        "You have recently given birth, or have had surgery or an injury.",
        "You have a heart or circulation problem, high blood pressure, glaucoma, epilepsy or a lung condition.",
        "You have low blood pressure, faint easily, or take medicine for your blood pressure: slow breathing can lower \
         it a little.",
        "You have a prolapse, haemorrhoids, very flexible joints, a hip replacement, osteoporosis, or knees that are too \
         sore to kneel on.",
        "You have been through trauma, or have panic attacks. A therapist can do this with you, and you can leave any \
         part out.",
    ],
};

const WITH_CARE: Part = Part {
    heading: "If your pelvic floor is tight",
    lead: "",
    lines: &[
        "It needs to relax, not to get stronger. Leave squeezing exercises out, unless your clinician has asked you to do \
         them.",
        "Don't strain or bear down.",
        "Use dilators only alongside treatment by a physiotherapist or another clinician.",
    ],
};

const WHAT_IT_IS: Part = Part {
    heading: "What Ebb is",
    lead: "",
    lines: &[
        "It is a habit tool, not a medical device: it does not diagnose, treat or monitor anything.",
        "It keeps time and a private record. Nothing leaves this computer.",
        "No clinician has reviewed Ebb yet. If you are one and would like to, read this page and sessions/README.md, then \
         write to whoever gave you Ebb, or open an issue where you got it.",
    ],
};
