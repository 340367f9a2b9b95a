//! Why practice helps. Refuses to promise anything to the person who reads it.
//!
//! Read for it: Torbay and South Devon NHS Foundation Trust, Exercises for Breathing and Pelvic Floor Relaxation, 25372
//! (how the pelvic floor moves with the breath; that muscles need to relax, and what may follow where they cannot);
//! Talasz et al. 2011, International Urogynecology Journal 22, 61–68 (the same movement seen by magnetic resonance in
//! eight healthy women); NHS 111 Wales, Vaginismus (what treatment is, that it is usually effective, that progress may
//! show within weeks, that it begins with a specialist and goes on at home, that a partner can take part); van Lankveld
//! et al. 2006, Journal of Consulting and Clinical Psychology 74, 168–178 (a treatment of three months).

use super::{Page, Part};

/// The page.
pub const WHY_THIS_HELPS: Page = Page {
    name: "Why this helps",
    parts: &[MOVES, TIGHT, TREATABLE, LONG, FACTS],
    sources: &[
        "Torbay and South Devon NHS: Exercises for Breathing and Pelvic Floor Relaxation, leaflet 25372.",
        "Talasz et al. (2011), International Urogynecology Journal 22, 61–68.",
        "NHS 111 Wales: Vaginismus.",
        "van Lankveld et al. (2006), Journal of Consulting and Clinical Psychology 74, 168–178.",
    ],
};

const MOVES: Part = Part {
    heading: "The pelvic floor moves with the breath",
    lead: "",
    lines: &[
        "As you breathe in, your belly softens and widens, and the pelvic floor lengthens downwards.",
        "As you breathe out, it comes back by itself. There is nothing to squeeze and nothing to push.",
    ],
};

const TIGHT: Part = Part {
    heading: "Tight is not weak",
    lead: "",
    lines: &[
        "Muscles work better when they get to rest. A pelvic floor that can't let go can play a part in pain, an irritated \
         bladder and constipation.",
        "So Ebb's sessions practise letting go. Some clinicians also teach gentle squeezing and releasing; if yours does, \
         follow them.",
    ],
};

const TREATABLE: Part = Part {
    heading: "It can be treated",
    lead: "",
    lines: &[
        "Treatment for vaginismus, when these muscles tighten by themselves, usually works. It can include talking therapy, \
         relaxation, exercises and vaginal trainers.",
        "It begins under the guidance of a specialist, and you practise some of it at home.",
        "You can involve a partner, or not.",
    ],
};

const LONG: Part = Part {
    heading: "It takes weeks to months",
    lead: "",
    lines: &["You may notice a change within weeks, and treatment can go on for months. No single week decides it."],
};

const FACTS: Part = Part {
    heading: "What this page is",
    lead: "",
    lines: &[
        "These are general facts from the sources below. What they mean for you is a question for your clinician.",
    ],
};
