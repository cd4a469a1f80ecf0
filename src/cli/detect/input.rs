//! Tab separated or JSON lines → rows, and what is wrong with those that are none.

use std::io::{self, BufRead, Read as _};

use serde_json::Value;

use crate::parser::Answers;

/// A longer line is no message.
const LONGEST: u64 = 1024 * 1024;

/// A message to be read.
pub(super) struct Row {
    /// Its id, given back as it is.
    pub id: String,
    /// Its words.
    pub text: String,
    /// What it answers.
    pub answers: Answers,
}

/// A line that is no message.
pub(super) struct Wrong {
    /// Its number, from 1.
    pub line: u64,
    /// What is wrong with it, and what to do.
    pub what: String,
    /// Whether the rest cannot be read either.
    pub fatal: bool,
}

/// Lines being read.
pub(super) struct Input<R> {
    from: R,
    line: u64,
    form: Option<Form>,
}

enum Form {
    Json,
    /// The places of the columns.
    Tabs {
        id: usize,
        text: usize,
        context: Option<usize>,
    },
}

impl<R: BufRead> Input<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            line: 0,
            form: None,
        }
    }

    /// The next row; blank lines are passed over. `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Row, Wrong>>> {
        loop {
            let mut bytes = Vec::new();
            self.line += 1;
            let mut limited = (&mut self.from).take(LONGEST);
            if limited.read_until(b'\n', &mut bytes)? == 0 {
                return Ok(None);
            }
            if limited.limit() == 0 && bytes.last() != Some(&b'\n') {
                skip_line(&mut self.from)?;
                return Ok(Some(
                    self.wrong("it is longer than 1 MB, which no message is"),
                ));
            }
            let Ok(text) = std::str::from_utf8(&bytes) else {
                return Ok(Some(
                    self.wrong("it is not UTF-8. Convert the file to UTF-8"),
                ));
            };
            let text = text.trim_end_matches(['\n', '\r']);
            let text = if self.line == 1 {
                text.trim_start_matches('\u{feff}')
            } else {
                text
            };
            if text.trim().is_empty() {
                continue;
            }
            match &self.form {
                Some(Form::Json) => return Ok(Some(self.told(json(text)))),
                Some(Form::Tabs {
                    id,
                    text: at,
                    context,
                }) => {
                    return Ok(Some(self.told(tabs(text, *id, *at, *context))));
                }
                None if text.trim_start().starts_with('{') => {
                    self.form = Some(Form::Json);
                    return Ok(Some(self.told(json(text))));
                }
                None => match header(text) {
                    Ok(form) => self.form = Some(form),
                    Err(what) => {
                        let wrong = Wrong {
                            line: self.line,
                            what,
                            fatal: true,
                        };
                        return Ok(Some(Err(wrong)));
                    }
                },
            }
        }
    }

    fn told(&self, row: Result<Row, String>) -> Result<Row, Wrong> {
        row.or_else(|what| self.wrong(&what))
    }

    fn wrong(&self, what: &str) -> Result<Row, Wrong> {
        Err(Wrong {
            line: self.line,
            what: what.to_owned(),
            fatal: false,
        })
    }
}

fn header(line: &str) -> Result<Form, String> {
    let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
    let place = |name: &str| columns.iter().position(|it| it.eq_ignore_ascii_case(name));
    let needed = |name: &str| {
        place(name).ok_or_else(|| {
            format!("the header names no column {name:?}. Begin with a line like: id, tab, text")
        })
    };
    Ok(Form::Tabs {
        id: needed("id")?,
        text: needed("text")?,
        context: place("context"),
    })
}

fn tabs(line: &str, id: usize, text: usize, context: Option<usize>) -> Result<Row, String> {
    let fields: Vec<&str> = line.split('\t').collect();
    let field = |at: usize, name: &str| {
        let missing = || {
            format!(
                "it has no {name}: only {} of the header's columns",
                fields.len()
            )
        };
        fields.get(at).copied().ok_or_else(missing)
    };
    let context = context.and_then(|at| fields.get(at)).copied();
    Ok(Row {
        id: field(id, "id")?.to_owned(),
        text: field(text, "text")?.to_owned(),
        answers: answers(context.unwrap_or_default())?,
    })
}

fn json(line: &str) -> Result<Row, String> {
    let value: Value =
        serde_json::from_str(line).map_err(|error| format!("it is no JSON ({error})"))?;
    let id = match &value["id"] {
        Value::String(id) => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => return Err("it has no id. Give it one, a text or a number".to_owned()),
    };
    let Value::String(text) = &value["text"] else {
        return Err("it has no text. Give it one".to_owned());
    };
    let context = match &value["context"] {
        Value::Null => "",
        Value::String(context) => context,
        _ => {
            return Err(
                "its context is no text. Use post, own post, promised post, neighbour's post, question, message or nothing".to_owned(),
            );
        }
    };
    Ok(Row {
        id,
        text: text.clone(),
        answers: answers(context)?,
    })
}

/// What a message answers, by the name it has in the input.
fn answers(context: &str) -> Result<Answers, String> {
    Ok(match context.trim() {
        "" => Answers::Nothing,
        "message" => Answers::Message,
        // A question of the bot's is about a post, and answered like one.
        "post" => Answers::Post,
        "own post" => Answers::OwnPost,
        "promised post" => Answers::PromisedPost,
        "neighbour's post" => Answers::NeighboursPost,
        "question" => Answers::Question,
        other => {
            return Err(format!(
                "context {other:?} is not known. Use post, own post, promised post, neighbour's post, question, message or nothing"
            ));
        }
    })
}

/// Passes over the rest of a line.
fn skip_line(from: &mut impl BufRead) -> io::Result<()> {
    loop {
        let chunk = from.fill_buf()?;
        let end = chunk.iter().position(|&byte| byte == b'\n');
        let used = end.map_or(chunk.len(), |at| at + 1);
        let over = end.is_some() || chunk.is_empty();
        from.consume(used);
        if over {
            return Ok(());
        }
    }
}
