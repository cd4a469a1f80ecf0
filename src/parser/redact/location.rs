//! A message → where on the map somebody is, to a few doors or better: coordinates, plus codes, three words, and postcodes that
//! name one house or a handful.
//!
//! Shapes: ISO 6709 and what maps copy; [Open Location Code](https://github.com/google/open-location-code); what3words'
//! `///three.words.here`; British (BS 7666), Irish (Eircode: one door) and Canadian postcodes. A postcode that stands for a town
//! or a quarter stays.

use std::ops::Range;

use regex::Regex;

/// The letters of plus codes.
const PLUS: &str = "[23456789CFGHJMPQRVWX]";

/// The letters of an Eircode.
const EIR: &str = "[0-9AC-FHKNPRTV-Y]";

/// The areas of British postcodes.
const AREAS: &str = "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|\
    FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|\
    PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|\
    ZE|[BEGLMNSW]";

/// What two letters behind a digit mean elsewhere: "A12 4GB", "B2 2ND gate".
const MEASURES: [&str; 10] = ["GB", "TB", "LB", "FT", "ST", "ND", "RD", "TH", "XL", "HP"];

/// The shapes of exact places, whatever the language.
#[derive(Default)]
pub(crate) struct Locations {
    shapes: Vec<Regex>,
    british: Option<Regex>,
    irish: Option<Regex>,
}

impl Locations {
    pub(crate) fn new() -> Result<Self, regex::Error> {
        let shapes = [
            // "51.5073, -0.1277", "lat 19.4326 long -99.1332". Three digits behind a point are thousands.
            r"(?:\b|[NSEWO])\d{1,3}[.,٫]\d{4,}°?[^\d\n]{0,24}\n?[^\d\n]{1,24}?\d{1,3}[.,٫]\d{4,}\b°?(?:\s?[NSEWO]\b)?".to_owned(),
            // "33°51'35"S", "N51° 30.444"
            r#"(?:\b|[NSEWO])\d{1,3}\s?°\s?(?:\d{1,2}[.,]\d{2,}|\d{1,2}(?:[.,]\d+)?\s?['’′])(?:\s?['’′])?(?:\s?\d{1,2}(?:[.,]\d+)?\s?(?:["”″]|''|’’))?(?:\s?[NSEWO]\b)?"#.to_owned(),
            format!(r"(?i)\b{PLUS}{{4,8}}\+{PLUS}{{2,7}}\b"),
            r"/{2,3}\p{L}+\.\p{L}+\.\p{L}+".to_owned(),
            r"(?i)\b(?:what\s?(?:3|three)\s?words|w3w)\b\W{0,4}(?:(?:is|es|est|ist|é)\W{1,3})?(\p{L}+\.\p{L}+\.\p{L}+)".to_owned(),
            r"(?i)\b[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d\b".to_owned(),
        ];
        let shapes = shapes.iter().map(|shape| Regex::new(shape));
        let british = format!(r"(?i)\b(?:{AREAS})\d[A-Z\d]?[ -]?\d[ABD-HJLNP-UW-Z]{{2}}\b");
        let irish = format!(r"(?i)\b[AC-FHKNPRTV-Y]\d[\dW][ -]?({EIR}{{4}})\b");
        Ok(Self {
            shapes: shapes.collect::<Result<_, _>>()?,
            british: Some(Regex::new(&british)?),
            irish: Some(Regex::new(&irish)?),
        })
    }

    /// Every exact place, as ranges of the clean text.
    pub(crate) fn find(&self, clean: &str) -> Vec<Range<usize>> {
        if !clean.contains(char::is_numeric) && !clean.contains("//") && !clean.contains("ords") {
            return Vec::new();
        }
        let found = self.shapes.iter().flat_map(|shape| {
            let spans = shape.captures_iter(clean);
            spans.filter_map(|it| Some(it.get(1).or_else(|| it.get(0))?.range()))
        });
        let british = self.british.iter().flat_map(|it| it.find_iter(clean));
        let british = british.filter(|code| !measures(code.as_str()));
        let irish = self.irish.iter().flat_map(|it| it.captures_iter(clean));
        let irish = irish.filter_map(|it| {
            let door = it.get(1)?.as_str();
            let mixed = door.contains(char::is_alphabetic) && door.contains(char::is_numeric);
            Some(it.get(0)?.range()).filter(|_| mixed)
        });
        found
            .chain(british.map(|code| code.range()))
            .chain(irish)
            .collect()
    }
}

/// Whether the end of what looks like a postcode is a measure.
fn measures(code: &str) -> bool {
    let code = code.to_ascii_uppercase();
    MEASURES.iter().any(|measure| code.ends_with(measure))
}
