//! Reading the steps of a session.
//!
//! Knows every field of every step, its default and its limit; refuses to know the session around them.

use std::ops::Range;

use super::limits;
use super::{Areas, Breath, Breathe, Count, Hold, Part, Sides, Step, Stretch, Words, is_sided};
use crate::reading::{Fields, Group, Node, Reader, Shape, nested_too_deep, shown, suggest};
use crate::units::Time;

const STEPS: [&str; 7] = ["Prepare", "Breathe", "Cue", "Tense", "Stretch", "Rest", "Repeat"];

impl<'a> Reader<'a> {
    /// A list of steps, `depth` Repeats deep.
    pub(super) fn steps(&mut self, node: &'a Node, depth: usize) -> Option<Vec<Step>> {
        let Shape::List(items) = &node.shape else {
            self.fault(node.span.clone(), "steps must be a list in square brackets: [Breathe(…), Rest(…)]");
            return None;
        };
        if items.is_empty() {
            self.fault(node.span.clone(), "steps must have at least one step");
            return None;
        }
        // All are read, so that each tells what is wrong with it.
        let steps: Vec<_> = items.iter().map(|item| self.step(item, depth)).collect();
        steps.into_iter().collect()
    }

    fn step(&mut self, node: &'a Node, depth: usize) -> Option<Step> {
        let (group, name) = match &node.shape {
            Shape::Group(group @ Group { name: Some(name), .. }) => (group, name.clone()),
            Shape::Word if STEPS.contains(&self.slice(&node.span)) => {
                let name = self.slice(&node.span);
                self.fault(node.span.clone(), format!("{name} needs its values in brackets: {name}(…)"));
                return None;
            }
            Shape::Group(_) => {
                self.fault(node.span.clone(), format!("a step begins with its name: {}", STEPS.join(", ")));
                return None;
            }
            Shape::Word => return self.no_such_step(&node.span),
            _ => {
                self.fault(node.span.clone(), "a step is written as its name and its values: Rest(secs: 30)");
                return None;
            }
        };
        match self.slice(&name) {
            "Prepare" => self.prepare(name, group),
            "Breathe" => self.breathe(name, group),
            "Cue" => self.cue(name, group),
            "Tense" => self.tense(name, group),
            "Stretch" => self.stretch(name, group),
            "Rest" => self.rest(name, group),
            "Repeat" => self.repeat(name, group, depth),
            _ => self.no_such_step(&name),
        }
    }

    fn no_such_step(&mut self, name: &Range<usize>) -> Option<Step> {
        let typed = self.slice(name);
        let hint = suggest(typed, &STEPS, "the steps");
        self.fault(name.clone(), format!("there is no step {}{hint}", shown(typed)));
        None
    }

    fn prepare(&mut self, name: Range<usize>, group: &'a Group) -> Option<Step> {
        let fields = self.fields("Prepare", name, group, &["secs", "say", "area"]);
        let secs = self.needed_secs(&fields, "secs");
        let say = self.sentence(&fields, "say");
        let areas = self.areas(&fields);
        Some(Step::Prepare { secs: secs?, say, areas })
    }

    fn rest(&mut self, name: Range<usize>, group: &'a Group) -> Option<Step> {
        let fields = self.fields("Rest", name, group, &["secs", "say", "area"]);
        let secs = self.needed_secs(&fields, "secs");
        let say = self.sentence(&fields, "say");
        let areas = self.areas(&fields);
        Some(Step::Rest { secs: secs?, say, areas })
    }

    fn cue(&mut self, name: Range<usize>, group: &'a Group) -> Option<Step> {
        let fields = self.fields("Cue", name, group, &["secs", "say", "area"]);
        let secs = self.needed_secs(&fields, "secs");
        let say = self.need(&fields, "say").and_then(|node| self.string("say", node, limits::SENTENCE));
        let areas = self.areas(&fields);
        Some(Step::Cue { secs: secs?, say: say?, areas })
    }

    fn tense(&mut self, name: Range<usize>, group: &'a Group) -> Option<Step> {
        let fields = self.fields("Tense", name, group, &["group", "tense", "release", "say", "area"]);
        let muscles = self.need(&fields, "group").and_then(|node| self.string("group", node, limits::WORD));
        let tense = self.gap(&fields, "tense", Time::ZERO);
        let release = self.needed_secs(&fields, "release");
        let say = self.sentence(&fields, "say");
        let areas = self.areas(&fields);
        Some(Step::Tense { group: muscles?, tense: tense?, release: release?, say, areas })
    }

    fn repeat(&mut self, name: Range<usize>, group: &'a Group, depth: usize) -> Option<Step> {
        if depth >= limits::NESTING {
            self.fault(name, nested_too_deep("Repeat", limits::NESTING));
            return None;
        }
        let fields = self.fields("Repeat", name, group, &["times", "steps"]);
        let times = self.need(&fields, "times").and_then(|node| self.whole("times", node, limits::TIMES));
        let steps = self.need(&fields, "steps").and_then(|node| self.steps(node, depth + 1));
        Some(Step::Repeat { times: times?, steps: steps? })
    }

    fn breathe(&mut self, name: Range<usize>, group: &'a Group) -> Option<Step> {
        let fields = self.fields("Breathe", name, group, &["breath", "to", "cycles", "secs", "say", "cue", "area"]);
        let breath = self.need(&fields, "breath").and_then(|node| self.breath("breath", node));
        let to = self.option(&fields, "to").and_then(|node| self.breath("to", node));
        let count = self.count(&fields);
        let say = self.option(&fields, "say").and_then(|node| self.words(node, &fields)).unwrap_or_default();
        let cue = self.sentence(&fields, "cue");
        let areas = self.areas(&fields);
        Some(Step::Breathe(Breathe { breath: breath?, to, count: count?, say, cue, areas }))
    }

    fn count(&mut self, fields: &Fields<'a>) -> Option<Count> {
        match (self.option(fields, "cycles"), self.option(fields, "secs")) {
            (Some(cycles), None) => self.whole("cycles", cycles, limits::TIMES).map(Count::Cycles),
            (None, Some(secs)) => self.seconds("secs", secs, limits::BREATHING).map(Count::Secs),
            (Some(cycles), Some(secs)) => {
                self.fault(fields.open.clone(), "Breathe must have exactly one of cycles and secs, found both");
                let _ = (self.whole("cycles", cycles, limits::TIMES), self.seconds("secs", secs, limits::BREATHING));
                None
            }
            (None, None) => {
                if !fields.has("cycles") && !fields.has("secs") {
                    self.fault(fields.name.clone(), "Breathe needs one of cycles and secs");
                }
                None
            }
        }
    }

    fn breath(&mut self, name: &'a str, node: &'a Node) -> Option<Breath> {
        let group = self.group(name, node, "(inhale: 4, exhale: 6)")?;
        let faults = self.faults.len();
        let fields = self.fields(name, group.open..group.open + 1, group, &Part::NAMES);
        let breath = Breath::of(|part| self.part(&fields, part).unwrap_or_default());
        // With a part mistyped, the whole would be that of another breath.
        if self.faults.len() > faults {
            return None;
        }
        let (whole, limit) = (breath.len(), limits::BREATH);
        if !(limit.least..=limit.most).contains(&whole) {
            let span = group.open..node.span.end;
            self.fault(span, format!("a whole breath must be {limit}, found {whole}"));
            return None;
        }
        Some(breath)
    }

    fn part(&mut self, fields: &Fields<'a>, part: Part) -> Option<Time> {
        let name = part.name();
        let node = if part.is_needed() { self.need(fields, name) } else { fields.get(name) };
        self.seconds(name, node?, part.limit())
    }

    fn words(&mut self, node: &'a Node, step: &Fields<'a>) -> Option<Words> {
        let example = "(inhale: \"soften\", exhale: \"let go\"), with a sentence in cue instead";
        let group = self.group("say", node, example)?;
        let fields = self.fields("say", step.name.clone(), group, &Part::NAMES);
        Some(Words::of(|part| {
            let name = part.name();
            self.option(&fields, name).and_then(|node| self.string(name, node, limits::WORD))
        }))
    }

    fn stretch(&mut self, name: Range<usize>, group: &'a Group) -> Option<Step> {
        let known = &[
            "pose", "secs", "breaths", "breath", "sides", "rounds", "into", "switch", "rest", "how", "say", "drawing",
            "halfway", "area",
        ];
        let fields = self.fields("Stretch", name, group, known);
        let pose = self.need(&fields, "pose").and_then(|node| self.string("pose", node, limits::WORD));
        let hold = self.hold(&fields);
        let sides = fields.get("sides").map_or(Some(Sides::None), |node| self.named("sides", node));
        let rounds = fields.get("rounds").map_or(Some(1), |node| self.whole("rounds", node, limits::ROUNDS));
        let into = self.gap(&fields, "into", Time::ZERO);
        let switch = self.gap(&fields, "switch", limits::BETWEEN);
        let rest = self.gap(&fields, "rest", limits::BETWEEN);
        let how = self.sentence(&fields, "how");
        let say = self.option(&fields, "say").and_then(|node| self.words_of_breaths(node, &fields)).unwrap_or_default();
        if sides == Some(Sides::None) {
            self.is_without_sides(&fields);
        }
        let drawing = self.option(&fields, "drawing").and_then(|node| self.identifier("drawing", node));
        let flags = [("false", false), ("true", true)];
        let halfway = fields.get("halfway").map_or(Some(false), |node| self.one_of("halfway", node, &flags));
        let areas = self.areas(&fields);
        Some(Step::Stretch(Stretch {
            pose: pose?,
            hold: hold?,
            sides: sides?,
            rounds: rounds?,
            switch: switch?,
            rest: rest?,
            into: into?,
            how,
            say,
            drawing,
            halfway: halfway?,
            areas,
        }))
    }

    /// The words of a stretch, which are those of its breaths.
    fn words_of_breaths(&mut self, node: &'a Node, fields: &Fields<'a>) -> Option<Words> {
        if fields.has("secs") && !fields.has("breaths") {
            let message = "say gives words to breaths: this Stretch is counted in secs; one sentence goes into how";
            self.fault(node.span.clone(), message);
            return None;
        }
        self.words(node, fields)
    }

    /// No text names a side where there is none.
    fn is_without_sides(&mut self, fields: &Fields<'a>) {
        let texts = ["how", "say"].into_iter().filter_map(|name| Some((name, fields.get(name)?)));
        let sided: Vec<_> = texts.filter(|(_, node)| is_sided(self.slice(&node.span))).collect();
        for (name, node) in sided {
            let message = format!("{name} names a side: this Stretch needs sides: Both, Left or Right");
            self.fault(node.span.clone(), message);
        }
    }

    fn hold(&mut self, fields: &Fields<'a>) -> Option<Hold> {
        let secs = self.option(fields, "secs");
        let (breaths, breath) = (self.option(fields, "breaths"), self.option(fields, "breath"));
        let in_seconds = secs.map(|node| self.seconds("secs", node, limits::STEP));
        let count = breaths.map(|node| self.whole("breaths", node, limits::TIMES));
        let pace = breath.map(|node| self.breath("breath", node));
        let missing = |name: &str| !fields.has(name);
        match (in_seconds, count, pace) {
            (Some(secs), None, None) => return secs.map(Hold::Secs),
            (None, Some(count), Some(pace)) => return Some(Hold::Breaths(count?, pace?)),
            (Some(_), ..) => {
                let message = "Stretch must have either secs, or breaths together with breath, found both";
                self.fault(fields.open.clone(), message);
            }
            (None, Some(_), None) if missing("breath") => {
                self.fault(fields.name.clone(), "Stretch needs breath together with breaths");
            }
            (None, None, Some(_)) if missing("breaths") => {
                self.fault(fields.name.clone(), "Stretch needs breaths together with breath");
            }
            (None, None, None) if missing("secs") && missing("breath") && missing("breaths") => {
                self.fault(fields.name.clone(), "Stretch needs either secs, or breaths together with breath");
            }
            _ => {}
        }
        None
    }

    fn needed_secs(&mut self, fields: &Fields<'a>, name: &str) -> Option<Time> {
        let node = self.need(fields, name)?;
        self.seconds(name, node, limits::STEP)
    }

    fn gap(&mut self, fields: &Fields<'a>, name: &str, default: Time) -> Option<Time> {
        fields.get(name).map_or(Some(default), |node| self.seconds(name, node, limits::GAP))
    }

    // What may be left out is `None` also where it is wrong: the fault stands, and with it nothing is handed out.

    fn sentence(&mut self, fields: &Fields<'a>, name: &str) -> Option<String> {
        let node = self.option(fields, name)?;
        self.string(name, node, limits::SENTENCE)
    }

    /// One area, or some in square brackets.
    fn areas(&mut self, fields: &Fields<'a>) -> Areas {
        let Some(node) = self.option(fields, "area") else { return Areas::NONE };
        self.each(node).iter().filter_map(|node| self.named("area", node)).collect()
    }
}
