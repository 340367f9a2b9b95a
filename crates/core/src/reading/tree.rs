//! The text of a file as a tree of values, each with its place.
//!
//! RON itself judges whether the text is RON at all; this only finds where its values stand, and refuses to know
//! what any of them means.

use std::ops::Range;

/// A value and where it stands, in bytes.
#[derive(Debug)]
pub struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) shape: Shape,
}

/// What a value looks like.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A number, a text, or anything else without an inside of interest.
    Leaf,
    /// A bare word: `Tide`, `None`, `true`.
    Word,
    /// `Name(…)` or `(…)`.
    Group(Group),
    /// `[…]`.
    List(Vec<Node>),
}

/// What stands between round brackets, and before them.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) name: Option<Range<usize>>,
    pub(crate) open: usize,
    pub(crate) fields: Vec<Field>,
}

/// One value of a group.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: Option<Range<usize>>,
    pub(crate) value: Node,
}

/// Finds the values of a text that is RON; else the place, in bytes, where it cannot go on.
pub(crate) fn scan(text: &str) -> Result<Node, usize> {
    let mut scanner = Scanner { text, at: 0 };
    scanner.blank();
    while scanner.rest().starts_with("#!") {
        let end = scanner.rest().find(']').ok_or(scanner.at)?;
        scanner.at += end + 1;
        scanner.blank();
    }
    scanner.value()
}

/// Finds the name of the first group called `name` that stands within `most` others of that name, however deep the
/// text is nested; `None` when there is none before the text ceases to be RON.
pub(crate) fn first_within(text: &str, name: &str, most: usize) -> Option<Range<usize>> {
    let mut scanner = Scanner { text, at: 0 };
    let mut open = Vec::new();
    let mut within = 0;
    let mut word = None;
    loop {
        scanner.blank();
        let mark = scanner.peek()?;
        let before = word.take().filter(|span: &Range<usize>| mark == '(' && &text[span.clone()] == name);
        match mark {
            '(' | '[' | '{' => {
                open.push(before.is_some());
                within += usize::from(before.is_some());
                if within > most {
                    return before;
                }
            }
            ')' | ']' | '}' => within -= usize::from(open.pop()?),
            ',' | ':' => {}
            '"' => drop(scanner.text().ok()?),
            '\'' => drop(scanner.character().ok()?),
            _ if scanner.raw_text() => {}
            _ => word = Some(scanner.word().ok()?),
        }
        if matches!(mark, '(' | ')' | '[' | ']' | '{' | '}' | ',' | ':') {
            scanner.at += 1;
        }
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// Skips white space and comments.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(is_blank);
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                self.at += block_comment(trimmed);
            } else {
                return;
            }
        }
    }

    fn value(&mut self) -> Result<Node, usize> {
        let start = self.at;
        let shape = match self.peek().ok_or(start)? {
            '(' => Shape::Group(self.group(None)?),
            '[' => self.list()?,
            '"' => self.text()?,
            '\'' => self.character()?,
            _ if self.raw_text() => Shape::Leaf,
            c if c.is_ascii_digit() || matches!(c, '+' | '-' | '.') => {
                self.word()?;
                Shape::Leaf
            }
            _ => self.word_or_group()?,
        };
        Ok(Node { span: start..self.at, shape })
    }

    fn word_or_group(&mut self) -> Result<Shape, usize> {
        let name = self.word()?;
        let after = self.at;
        self.blank();
        if self.peek() == Some('(') {
            return self.group(Some(name)).map(Shape::Group);
        }
        self.at = after;
        Ok(Shape::Word)
    }

    /// Everything up to white space, a comment or a mark of punctuation.
    fn word(&mut self) -> Result<Range<usize>, usize> {
        let start = self.at;
        let ends = |c| is_blank(c) || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | ',' | ':' | '"' | '\'' | '/');
        self.at += self.rest().find(ends).unwrap_or(self.rest().len());
        if self.at == start { Err(start) } else { Ok(start..self.at) }
    }

    fn group(&mut self, name: Option<Range<usize>>) -> Result<Group, usize> {
        let open = self.at;
        self.at += 1;
        let mut fields = Vec::new();
        loop {
            self.blank();
            if self.take(')') {
                return Ok(Group { name, open, fields });
            }
            fields.push(self.field()?);
            self.blank();
            if !self.take(',') && self.peek() != Some(')') {
                return Err(self.at);
            }
        }
    }

    fn field(&mut self) -> Result<Field, usize> {
        let start = self.at;
        if let Ok(name) = self.word() {
            self.blank();
            if self.take(':') {
                self.blank();
                return Ok(Field { name: Some(name), value: self.value()? });
            }
        }
        self.at = start;
        Ok(Field { name: None, value: self.value()? })
    }

    fn list(&mut self) -> Result<Shape, usize> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.blank();
            if self.take(']') {
                return Ok(Shape::List(items));
            }
            items.push(self.value()?);
            self.blank();
            if !self.take(',') && self.peek() != Some(']') {
                return Err(self.at);
            }
        }
    }

    fn text(&mut self) -> Result<Shape, usize> {
        let start = self.at;
        let mut escaped = false;
        let mut closes = |c: char| {
            let closing = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            closing
        };
        let inside = self.rest()[1..].find(&mut closes).ok_or(start)?;
        self.at += inside + 2;
        Ok(Shape::Leaf)
    }

    /// Skips `r"…"`, `r#"…"#` and so on.
    fn raw_text(&mut self) -> bool {
        let Some(rest) = self.rest().strip_prefix('r') else { return false };
        let inside = rest.trim_start_matches('#');
        let hashes = rest.len() - inside.len();
        let Some(inside) = inside.strip_prefix('"') else { return false };
        let closing = format!("\"{}", "#".repeat(hashes));
        let Some(end) = inside.find(&closing) else { return false };
        self.at = self.text.len() - inside.len() + end + closing.len();
        true
    }

    fn character(&mut self) -> Result<Shape, usize> {
        let start = self.at;
        let mut chars = self.rest().char_indices().skip(1);
        let first = chars.next().ok_or(start)?.1;
        let mut rest = chars.skip(usize::from(first == '\\'));
        let (end, _) = rest.find(|(_, c)| *c == '\'').ok_or(start)?;
        self.at += end + 1;
        Ok(Shape::Leaf)
    }
}

/// RON's white space.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r' | '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
}

/// How long the block comment is that `text` begins with; they nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        match &text.as_bytes()[at..] {
            [b'/', b'*', ..] => {
                depth += 1;
                at += 2;
            }
            [b'*', b'/', ..] => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    break;
                }
            }
            _ => at += 1,
        }
    }
    at
}
