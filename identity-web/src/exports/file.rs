//! A file of comma-separated values that is written while it is read from the store.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use identity_core::AccessError;
use identity_core::store::Cursor;
use std::io;

/// How many rows are read at once; no more are in memory.
pub(super) const ROWS_AT_ONCE: u16 = 200;

/// The cells of a row.
pub(super) type Row = Vec<String>;

/// Some rows, and where the rows behind them begin.
pub(super) type Rows = (Vec<Row>, Option<Cursor>);

/// Where the reading of a list has got to.
#[derive(Debug)]
enum Place {
    Start,
    Behind(Cursor),
    End,
}

/// The answer with a file of this name. `read` reads the rows behind a place, as the browser takes them. If that fails, the
/// answer breaks off, so that nobody takes half of a list for all of it.
pub(super) fn file<F, R>(name: &str, columns: &'static [&'static str], read: F) -> Response
where
    F: Fn(Option<Cursor>) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Rows, AccessError>> + Send + 'static,
{
    let rows = stream::try_unfold((Place::Start, read), move |(place, read)| async move {
        let (head, behind) = match place {
            Place::Start => (Some(columns), None),
            Place::Behind(cursor) => (None, Some(cursor)),
            Place::End => return Ok(None),
        };
        let (rows, next) = read(behind).await.map_err(io::Error::other)?;
        let octets = written(head, &rows)?;
        Ok::<_, io::Error>(Some((octets, (next.map_or(Place::End, Place::Behind), read))))
    });
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, Body::from_stream(rows)).into_response()
}

/// Rows as octets, behind the byte order mark and the names of the columns where the file begins.
fn written(head: Option<&[&str]>, rows: &[Row]) -> io::Result<Vec<u8>> {
    let mut octets = Vec::new();
    if head.is_some() {
        octets.extend_from_slice("\u{feff}".as_bytes());
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(octets);
    if let Some(columns) = head {
        writer.write_record(columns)?;
    }
    for row in rows {
        writer.write_record(row.iter().map(|cell| neutral(cell)))?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// A cell that a spreadsheet shows as it is and does not calculate. Where lists are separated by `;`, as in Finnish and Swedish,
/// what stands behind one is a cell of its own.
fn neutral(cell: &str) -> String {
    cell.split(';').map(neutral_part).collect::<Vec<_>>().join(";")
}

/// What begins like a formula, in full width too, and what hides its beginning behind blanks, gets an apostrophe.
fn neutral_part(cell: &str) -> String {
    let begins = cell.trim_start_matches([' ', '\u{a0}', '\u{3000}', '\u{feff}']).chars().next();
    let sign = |first| {
        matches!(
            first,
            '=' | '+'
                | '-'
                | '@'
                | '\t'
                | '\r'
                | '\n'
                | '|'
                | '\u{ff1d}'
                | '\u{ff0b}'
                | '\u{ff0d}'
                | '\u{ff20}'
        )
    };
    if begins.is_some_and(sign) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b_20_no_cell_begins_like_a_formula() {
        for cell in [
            "=1+1",
            "+358401234567",
            "-1",
            "@SUM(1)",
            "\tx",
            "\rx",
            "\nx",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "  =1",
            "\u{a0}=1",
            "|x",
        ] {
            assert_eq!(neutral(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in ["", "Åsa Öberg", "O'Neill", "a=b", "jeremy@citygroup.example", "2030-01-01T00:00:00Z"]
        {
            assert_eq!(neutral(cell), cell);
        }
        // Behind a separator of lists a cell begins.
        assert_eq!(neutral("x;=1; +2"), "x;'=1;' +2");
    }

    #[test]
    fn a_file_begins_with_a_mark_and_the_columns_and_its_cells_are_quoted() {
        let rows = [vec!["a,\"b\"".to_owned(), "=1".to_owned()]];
        let text = String::from_utf8(written(Some(&["one", "two"]), &rows).unwrap()).unwrap();
        assert_eq!(text, "\u{feff}one,two\r\n\"a,\"\"b\"\"\",'=1\r\n");
        assert_eq!(written(None, &rows[..0]).unwrap(), b"");
    }
}
