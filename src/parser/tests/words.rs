//! Names in files.

use super::super::{Category, Language};

#[test]
fn names_go_there_and_back() {
    for &category in Category::ALL {
        assert_eq!(category.as_str().parse(), Ok(category));
        assert_eq!(
            serde_json::to_string(&category).unwrap(),
            format!("\"{category}\"")
        );
    }
    for &language in Language::ALL {
        assert_eq!(language.tag().parse(), Ok(language));
        assert_eq!(
            serde_json::to_string(&language).unwrap(),
            format!("\"{language}\"")
        );
    }
    let error = "pizza".parse::<Category>().unwrap_err().to_string();
    assert!(
        error.starts_with("no such category; known are food, water"),
        "{error}"
    );
}
