//! Books on a shelf.
use std::fmt;

pub trait Finder {
    fn find(&self, title: &str) -> Option<&Book>;
    fn has(&self, title: &str) -> bool { self.find(title).is_some() }
}

impl<'a, T: AsRef<str>> Shelf<'a, T> {
    pub async fn take(&mut self, title: T, fold: bool) -> Result<Book, Error> where T: Clone {
        for (at, book) in self.books.iter().enumerate() {
            if book.title == title.as_ref() || (fold && book.title.eq_ignore_ascii_case(title.as_ref())) {
                return Ok(self.books.remove(at));
            }
        }
        let found = match self.kind {
            Kind::Novel | Kind::Story => self.first()?,
            Kind::Map if self.large => self.last()?,
            _ => return Err(Error::None),
        };
        while let Some(next) = found.next() && !next.lent { /* nested /* comments */ count */ }
        Ok(found)
    }
}

impl fmt::Display for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"a "raw" }} {}"#, if self.lent { 'y' } else { '\'' })
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn finds() { assert!(super::shelf().has("x") && true); }
}
