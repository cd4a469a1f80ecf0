//! Bytes → lines of text, one at a time: UTF-8 or UTF-16, with or without a mark at the beginning.
//!
//! What is no text becomes `�`; the memory it takes does not depend on what is read.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

/// A longer line is cut here: the parser reads 8 kB of a message.
const LONGEST: usize = 64 * 1024;

/// The lines of a text.
pub(super) struct Lines<R> {
    from: BufReader<R>,
    coding: Coding,
    bytes: Vec<u8>,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Coding {
    Utf8,
    Utf16Little,
    Utf16Big,
}

impl<R: Read> Lines<R> {
    /// Looks at the beginning of `from` for how it is written.
    pub(super) fn new(from: R) -> io::Result<Self> {
        let mut from = BufReader::with_capacity(64 * 1024, from);
        let head = fill(&mut from)?;
        // Without a mark: in UTF-16 every other byte of a date is nothing.
        let nothing = |at: usize| {
            head.len() > 3
                && head
                    .iter()
                    .take(8)
                    .skip(at)
                    .step_by(2)
                    .all(|&byte| byte == 0)
        };
        let (coding, mark) = match head {
            [0xef, 0xbb, 0xbf, ..] => (Coding::Utf8, 3),
            [0xff, 0xfe, ..] => (Coding::Utf16Little, 2),
            [0xfe, 0xff, ..] => (Coding::Utf16Big, 2),
            _ if nothing(1) => (Coding::Utf16Little, 0),
            _ if nothing(0) => (Coding::Utf16Big, 0),
            _ => (Coding::Utf8, 0),
        };
        from.consume(mark);
        Ok(Self {
            from,
            coding,
            bytes: Vec::new(),
            text: String::new(),
        })
    }

    /// The next line without its end; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<&str>> {
        self.bytes.clear();
        let more = match self.coding {
            Coding::Utf8 => self.utf8()?,
            Coding::Utf16Little => self.utf16(u16::from_le_bytes)?,
            Coding::Utf16Big => self.utf16(u16::from_be_bytes)?,
        };
        if self.coding == Coding::Utf8 {
            self.text.clear();
            self.text.push_str(&String::from_utf8_lossy(&self.bytes));
        }
        let line = self.text.trim_end_matches(['\r', '\n']);
        Ok(more.then_some(line))
    }

    fn utf8(&mut self) -> io::Result<bool> {
        let mut any = false;
        loop {
            let chunk = fill(&mut self.from)?;
            if chunk.is_empty() {
                return Ok(any);
            }
            any = true;
            let end = chunk.iter().position(|&byte| byte == b'\n');
            let line = &chunk[..end.unwrap_or(chunk.len())];
            let room = LONGEST.saturating_sub(self.bytes.len()).min(line.len());
            self.bytes.extend_from_slice(&line[..room]);
            let used = line.len() + usize::from(end.is_some());
            self.from.consume(used);
            if end.is_some() {
                return Ok(true);
            }
        }
    }

    fn utf16(&mut self, unit: fn([u8; 2]) -> u16) -> io::Result<bool> {
        let mut units = Vec::new();
        let mut any = false;
        loop {
            let mut pair = [0; 2];
            match self.from.read_exact(&mut pair) {
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => break,
                other => other?,
            }
            any = true;
            let unit = unit(pair);
            if unit == u16::from(b'\n') {
                break;
            }
            if units.len() < LONGEST / 2 {
                units.push(unit);
            }
        }
        self.text = String::from_utf16_lossy(&units);
        Ok(any)
    }
}

/// What is there to be read; nothing at the end.
fn fill(from: &mut impl BufRead) -> io::Result<&[u8]> {
    loop {
        match from.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // Asked again, because the borrow of the first answer cannot leave a loop.
            Ok(_) => return from.fill_buf(),
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<String> {
        let mut lines = Lines::new(bytes).unwrap();
        let mut all = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            all.push(line.to_owned());
        }
        all
    }

    #[test]
    fn text_reads_the_same_in_any_coding() {
        let text = "12/31/23, 9:41 PM - Ana: añó 🙋\r\nsecond\n\nlast";
        let wanted = ["12/31/23, 9:41 PM - Ana: añó 🙋", "second", "", "last"];
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(&[0xef, 0xbb, 0xbf], text.as_bytes()),
            marked(&[0xff, 0xfe], &little),
            marked(&[0xfe, 0xff], &big),
            little,
            big,
        ] {
            assert_eq!(lines(&bytes), wanted);
        }
    }

    #[test]
    fn what_is_no_text_is_read_all_the_same() {
        assert_eq!(lines(b"caf\xe9\nx"), ["caf\u{fffd}", "x"]);
        assert_eq!(lines(b"\xff\xfea\0b"), ["a"]);
        assert_eq!(lines(b""), Vec::<String>::new());
    }

    #[test]
    fn an_endless_line_is_cut() {
        let mut long = vec![b'a'; 3 * LONGEST];
        long.extend_from_slice(b"\nb");
        let lines = lines(&long);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].len(), LONGEST);
    }
}
