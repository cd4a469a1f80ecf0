//! `wegotus detect`: messages on standard input → what they say, as JSON lines.
//!
//! Two forms are told apart by the first line: `{` begins JSON lines, all else is a header that names columns.

mod input;

use std::io::{BufReader, BufWriter, ErrorKind, Read, Write, stdin, stdout};

use clap::Args;
use jiff::tz::TimeZone;
use serde::Serialize;
use wegotus_chat::{Clock, SystemClock, Timestamp};

use self::input::{Input, Row};
use super::json::{CommandJson, DetailsJson, confidence, decision, line};
use super::{Common, Failure, tell};
use crate::app;
use crate::board::Kind;
use crate::parser::{Context, Language, Lexicon, read};

/// What surrounds the messages.
#[derive(Debug, Args)]
pub(super) struct Detect {
    /// When the messages were written, as 2026-12-10T15:00:00Z, or without Z in the time zone; else now.
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// The time zone they were written in, as Europe/Madrid; else that of the config's first network.
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
}

/// What a message says.
#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    kind: Option<Kind>,
    confidence: f64,
    decision: &'static str,
    command: Option<CommandJson>,
    #[serde(flatten)]
    details: DetailsJson<'a>,
    language: Option<Language>,
    evidence: Vec<&'static str>,
}

impl Detect {
    pub(super) fn run(self, common: &Common) -> Result<(), Failure> {
        let config = common.config()?;
        let zone = match &self.zone {
            None => config.networks.first().map(|it| it.timezone.clone()),
            Some(name) => Some(TimeZone::get(name).map_err(|_| {
                Failure::Usage(format!(
                    "--zone: {name:?} is no time zone. Write it like Europe/Madrid"
                ))
            })?),
        };
        let zone = zone.unwrap_or(TimeZone::UTC);
        let now = self.now(&zone)?;
        let lexicon = app::lexicon(&config).map_err(anyhow::Error::from)?;
        let reader = Reader { lexicon, zone, now };
        let out = BufWriter::new(stdout().lock());
        match reader.read_all(stdin().lock(), out, tell)? {
            0 => Ok(()),
            _ => Err(Failure::Said),
        }
    }

    fn now(&self, zone: &TimeZone) -> Result<Timestamp, Failure> {
        let Some(text) = &self.now else {
            return Ok(SystemClock.now());
        };
        let instant = text.parse::<jiff::Timestamp>().or_else(|_| {
            let local = text.parse::<jiff::civil::DateTime>()?;
            Ok::<_, jiff::Error>(local.to_zoned(zone.clone())?.timestamp())
        });
        instant.map(Timestamp::from).map_err(|_| {
            Failure::Usage(format!(
                "--now: {text:?} is no time. Write it like 2026-12-10T15:00:00Z"
            ))
        })
    }
}

/// Reads messages under one set of circumstances.
struct Reader {
    lexicon: Lexicon,
    zone: TimeZone,
    now: Timestamp,
}

impl Reader {
    /// Reads every line of `from`; says what is wrong with a bad one, and goes on. Gives how many were bad. A
    /// reader of `out` who has seen enough is no failure.
    fn read_all(
        &self,
        from: impl Read,
        mut out: impl Write,
        mut complain: impl FnMut(&str),
    ) -> anyhow::Result<u64> {
        let mut input = Input::new(BufReader::with_capacity(64 * 1024, from));
        let mut bad = 0;
        while let Some(row) = input.next()? {
            let written = match row {
                Ok(row) => out.write_all(self.found(&row)?.as_bytes()),
                Err(wrong) => {
                    bad += 1;
                    complain(&format!("line {}: {}", wrong.line, wrong.what));
                    if wrong.fatal {
                        break;
                    }
                    Ok(())
                }
            };
            match written {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(bad),
                other => other?,
            }
        }
        match out.flush() {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(bad),
        }
    }

    fn found(&self, row: &Row) -> anyhow::Result<String> {
        let context = Context {
            now: self.now,
            zone: self.zone.clone(),
            answers: row.answers,
            private: false,
            keep: true,
        };
        let reading = read(&row.text, &context, &self.lexicon);
        line(&Found {
            id: &row.id,
            kind: reading.kind,
            confidence: confidence(reading.confidence),
            decision: decision(reading.decision),
            command: reading.command.as_ref().map(CommandJson::of),
            details: DetailsJson::of(&reading.details, &self.zone),
            language: reading.language,
            evidence: reading.evidence.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is written, and what is complained of.
    fn detect(input: &[u8]) -> (Vec<serde_json::Value>, Vec<String>) {
        let now = "2026-12-10T15:00:00Z".parse::<jiff::Timestamp>().unwrap();
        let reader = Reader {
            lexicon: Lexicon::builtin(),
            zone: TimeZone::get("America/New_York").unwrap(),
            now: now.into(),
        };
        let (mut out, mut complaints) = (Vec::new(), Vec::new());
        let bad = reader
            .read_all(input, &mut out, |wrong| complaints.push(wrong.to_owned()))
            .unwrap();
        assert_eq!(usize::try_from(bad).unwrap(), complaints.len());
        let lines = String::from_utf8(out).unwrap();
        let found = lines.lines().map(|it| serde_json::from_str(it).unwrap());
        (found.collect(), complaints)
    }

    #[test]
    fn a_message_is_told_with_everything_read_in_it() {
        let line = "text\tid\nneed: a ride to dialysis tmrw 7am, call 212 555 0199\tm1\n";
        let (found, complaints) = detect(line.as_bytes());
        assert_eq!(complaints, Vec::<String>::new());
        let [found] = &found[..] else {
            panic!("{found:?}")
        };
        assert_eq!(found["id"], "m1");
        assert_eq!(found["kind"], "need");
        assert_eq!(found["decision"], "post");
        assert_eq!(found["confidence"], 1.0);
        assert_eq!(found["category"], "transport");
        assert_eq!(found["when"]["at"], "2026-12-11T07:00:00-05:00");
        assert_eq!(found["when"]["precision"], "time");
        assert_eq!(found["language"], "en");
        assert!(!found["redacted"].as_str().unwrap().contains("0199"));
        assert_eq!(found["command"], serde_json::Value::Null);
    }

    #[test]
    fn context_is_what_the_message_answers() {
        let lines = r#"{"id":"1","text":"I can take it","context":"post"}
{"id":2,"text":"I can take it","context":""}
{"id":"3","text":"I can take it","lang":"en"}
{"id":"4","text":"claim 14","context":null}
{"id":"5","text":"need","context":"message"}
{"id":"6","text":"yes","context":"question"}
"#;
        let (found, complaints) = detect(lines.as_bytes());
        assert_eq!(complaints, Vec::<String>::new());
        let commands: Vec<_> = found
            .iter()
            .map(|it| it["command"]["name"].clone())
            .collect();
        assert_eq!(commands[0], "claim");
        assert!(commands[1].is_null() && commands[2].is_null());
        assert_eq!(found[3]["command"]["post"], 14);
        assert_eq!(found[4]["command"]["kind"], "need");
        assert_eq!(commands[5], "yes");
        assert_eq!(found[1]["id"], "2");
    }

    #[test]
    fn a_bad_line_is_told_by_its_number_and_passed_over() {
        let (found, complaints) =
            detect(b"id\ttext\tcontext\n1\thello\n\n2\t\xff\n3\tx\twhat\n4\thi\tpost\n");
        let ids: Vec<_> = found.iter().map(|it| it["id"].clone()).collect();
        assert_eq!(ids, ["1", "4"]);
        assert_eq!(complaints.len(), 2, "{complaints:?}");
        assert!(
            complaints[0].starts_with("line 4: it is not UTF-8"),
            "{complaints:?}"
        );
        assert!(
            complaints[1].starts_with("line 5: context \"what\""),
            "{complaints:?}"
        );
        let (found, complaints) = detect(
            b"{\"id\":\"1\",\"text\":\"a\"}\n{oops\n{\"id\":\"2\"}\n{\"id\":\"3\",\"text\":\"c\"}",
        );
        assert_eq!(found.len(), 2);
        assert!(
            complaints[0].starts_with("line 2: it is no JSON"),
            "{complaints:?}"
        );
        assert!(
            complaints[1].starts_with("line 3: it has no text"),
            "{complaints:?}"
        );
    }

    #[test]
    fn a_header_without_the_columns_ends_it() {
        let (found, complaints) = detect(b"1\thello\n2\tneed help\n");
        assert!(found.is_empty());
        assert_eq!(
            complaints,
            ["line 1: the header names no column \"id\". Begin with a line like: id, tab, text"]
        );
        assert_eq!(detect(b""), (Vec::new(), Vec::new()));
    }
}
