//! Rows of one kind in sealed storage: bytes by name, spread over so many sealed pages.
//!
//! Sealed storage knows neither order nor transactions, and forgets nothing it is not told the name of. So rows
//! share pages: a page is written whole, which makes what falls on one page atomic, and all that was ever kept can
//! be found, swept and erased by page number. Pages are read once and then answered from memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::Mutex;
use wegotus_chat::{Sealed, SealedError};

/// The rows of a page, by name.
pub(crate) type Rows = BTreeMap<String, Bytes>;

/// What is to become of one row.
pub(crate) struct Change {
    /// Its name.
    pub name: String,
    /// What is kept under it from now on; `None`: nothing.
    pub value: Option<Bytes>,
}

impl Change {
    /// `value` is kept under `name`.
    pub(crate) fn put(name: impl Into<String>, value: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            value: Some(value.into()),
        }
    }

    /// Nothing is kept under `name`.
    pub(crate) fn erase(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: None,
        }
    }
}

/// Rows of one kind.
pub(crate) struct Shelf {
    vault: Arc<dyn Sealed>,
    name: String,
    pages: Vec<Mutex<Option<Rows>>>,
}

impl Shelf {
    /// Rows kept under `name`, on `pages` pages. How many there are can never be changed for a name. No I/O.
    pub(crate) fn new(vault: Arc<dyn Sealed>, name: String, pages: usize) -> Self {
        Self {
            vault,
            name,
            pages: (0..pages.max(1)).map(|_| Mutex::default()).collect(),
        }
    }

    /// What is kept under `name`.
    pub(crate) async fn get(&self, name: &str) -> Result<Option<Bytes>, SealedError> {
        let number = self.page_of(name);
        let mut page = self.pages[number].lock().await;
        Ok(self.rows(number, &mut page).await?.get(name).cloned())
    }

    /// Makes one change; on disk when this returns.
    pub(crate) async fn change(&self, change: Change) -> Result<(), SealedError> {
        self.change_all([change]).await
    }

    /// Makes these changes, each page once; on disk when this returns. Where it fails, some pages may be changed.
    pub(crate) async fn change_all(
        &self,
        changes: impl IntoIterator<Item = Change>,
    ) -> Result<(), SealedError> {
        let mut by_page: BTreeMap<usize, Vec<Change>> = BTreeMap::new();
        for change in changes {
            let number = self.page_of(&change.name);
            by_page.entry(number).or_default().push(change);
        }
        for (number, changes) in by_page {
            self.update(number, |rows| {
                for Change { name, value } in changes {
                    match value {
                        Some(value) => rows.insert(name, value),
                        None => rows.remove(&name),
                    };
                }
            })
            .await?;
        }
        Ok(())
    }

    /// Changes one row by what it is; `None` erases it. On disk when this returns.
    pub(crate) async fn alter(
        &self,
        name: &str,
        alter: impl FnOnce(Option<&Bytes>) -> Option<Bytes>,
    ) -> Result<Option<Bytes>, SealedError> {
        let mut before = None;
        self.update(self.page_of(name), |rows| {
            before = rows.get(name).cloned();
            match alter(before.as_ref()) {
                Some(value) => rows.insert(name.to_owned(), value),
                None => rows.remove(name),
            };
        })
        .await?;
        Ok(before)
    }

    /// All rows.
    pub(crate) async fn all(&self) -> Result<Rows, SealedError> {
        let mut all = Rows::new();
        for number in 0..self.pages.len() {
            let mut page = self.pages[number].lock().await;
            let rows = self.rows(number, &mut page).await?;
            all.extend(rows.iter().map(|(name, it)| (name.clone(), it.clone())));
        }
        Ok(all)
    }

    /// Erases the rows for which `stays` does not hold; gives how many.
    pub(crate) async fn sweep(
        &self,
        stays: impl Fn(&str, &Bytes) -> bool,
    ) -> Result<u32, SealedError> {
        let mut gone = 0;
        for number in 0..self.pages.len() {
            self.update(number, |rows| {
                let before = rows.len();
                rows.retain(|name, it| stays(name, it));
                gone += before - rows.len();
            })
            .await?;
        }
        Ok(u32::try_from(gone).unwrap_or(u32::MAX))
    }

    /// Erases everything.
    pub(crate) async fn clear(&self) -> Result<(), SealedError> {
        for (number, page) in self.pages.iter().enumerate() {
            let mut page = page.lock().await;
            self.vault.erase(&self.title(number)).await?;
            *page = Some(Rows::new());
        }
        Ok(())
    }

    /// Changes one page, and writes it if that changed anything. Memory follows the disk, never the reverse.
    async fn update(
        &self,
        number: usize,
        change: impl FnOnce(&mut Rows),
    ) -> Result<(), SealedError> {
        let mut page = self.pages[number].lock().await;
        let before = self.rows(number, &mut page).await?;
        let mut after = before.clone();
        change(&mut after);
        if after == *before {
            return Ok(());
        }
        let title = self.title(number);
        if after.is_empty() {
            self.vault.erase(&title).await?;
        } else {
            self.vault.put(&title, &written(&after)).await?;
        }
        *page = Some(after);
        Ok(())
    }

    async fn rows<'a>(
        &self,
        number: usize,
        page: &'a mut Option<Rows>,
    ) -> Result<&'a mut Rows, SealedError> {
        if page.is_none() {
            let title = self.title(number);
            let rows = match self.vault.get(&title).await? {
                Some(bytes) => read(bytes.into()).ok_or_else(|| {
                    SealedError(format!(
                        "the record {title} is not in a form this version reads"
                    ))
                })?,
                None => Rows::new(),
            };
            *page = Some(rows);
        }
        Ok(page.get_or_insert_default())
    }

    fn title(&self, number: usize) -> String {
        format!("{}/{number}", self.name)
    }

    /// Where a name falls. Part of what is on disk: FNV-1a, which no library will change.
    fn page_of(&self, name: &str) -> usize {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let pages = self.pages.len() as u64;
        usize::try_from((hash ^ (hash >> 32)) % pages).unwrap_or_default()
    }
}

/// A page as it is kept: for each row its name and its value, each after its length (four bytes, little end first).
fn written(rows: &Rows) -> Vec<u8> {
    let size = rows.iter().map(|(name, it)| name.len() + it.len() + 8);
    let mut bytes = Vec::with_capacity(size.sum());
    for (name, value) in rows {
        for part in [name.as_bytes(), value] {
            // What does not fit four bytes is longer than any page this machine holds.
            let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
            bytes.extend_from_slice(&length.to_le_bytes());
            bytes.extend_from_slice(part);
        }
    }
    bytes
}

fn read(mut bytes: Bytes) -> Option<Rows> {
    let mut rows = Rows::new();
    let part = |bytes: &mut Bytes| {
        let length = bytes.first_chunk::<4>().copied().map(u32::from_le_bytes)?;
        let length = usize::try_from(length).ok()?;
        let rest = bytes.slice(4..);
        (length <= rest.len()).then(|| {
            *bytes = rest.slice(length..);
            rest.slice(..length)
        })
    };
    while !bytes.is_empty() {
        let name = part(&mut bytes)?;
        let value = part(&mut bytes)?;
        rows.insert(String::from_utf8(name.to_vec()).ok()?, value);
    }
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wegotus_chat::MemorySealed;

    fn shelf(vault: &Arc<MemorySealed>) -> Shelf {
        Shelf::new(vault.clone(), "test".to_owned(), 4)
    }

    #[tokio::test]
    async fn what_was_kept_is_there_after_a_restart_and_what_was_erased_is_not() {
        let vault = Arc::new(MemorySealed::default());
        let first = shelf(&vault);
        let names: Vec<String> = (0..40).map(|it| format!("row {it}")).collect();
        let puts = names
            .iter()
            .map(|it| Change::put(it, it.clone().into_bytes()));
        first.change_all(puts).await.unwrap();
        first.change(Change::erase("row 7")).await.unwrap();
        let before = first.alter("row 8", |_| None).await.unwrap();
        assert_eq!(before.as_deref(), Some(b"row 8".as_slice()));
        assert_eq!(first.sweep(|name, _| name != "row 9").await.unwrap(), 1);

        let again = shelf(&vault);
        assert_eq!(again.all().await.unwrap().len(), 37);
        assert_eq!(again.get("row 7").await.unwrap(), None);
        assert_eq!(
            again.get("row 6").await.unwrap().as_deref(),
            Some(b"row 6".as_slice())
        );
        again.clear().await.unwrap();
        assert!(shelf(&vault).all().await.unwrap().is_empty());
    }

    #[test]
    fn a_page_that_was_cut_is_told_from_a_whole_one() {
        let rows: Rows = [("a".to_owned(), Bytes::from_static(b"one"))].into();
        let whole = written(&rows);
        assert_eq!(read(whole.clone().into()), Some(rows));
        for length in 1..whole.len() {
            assert_eq!(read(whole[..length].to_vec().into()), None, "{length}");
        }
    }
}
