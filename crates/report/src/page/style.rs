//! How a page looks: one style sheet inside the page, for screens light and dark, and for paper.
//!
//! Quiet on purpose: dark text on white, one colour for what is official, and a tone for each
//! class that keeps a contrast of at least 4.5 to 1 and is never the only sign: the word stands
//! beside it.

/// The style sheet. It names no address and imports nothing.
pub(super) const STYLE: &str = r#"
:root {
  color-scheme: light dark;
  --ink: #1b2330; --soft: #525d6d; --line: #d5dbe3; --paper: #ffffff; --desk: #f3f5f8;
  --mark: #1d3f6e; --field: #f7f9fb;
  --grave: #9a1b1b; --grave-bg: #fcf0ef; --open: #7a4a00; --open-bg: #fcf5e6;
  --admitted: #1b5c3b; --admitted-bg: #eef7f1; --own: #1a5478; --own-bg: #eef5fa;
  --calm: #4c5666; --calm-bg: #f0f2f5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e5e9ef; --soft: #a9b3c1; --line: #38424f; --paper: #171c23; --desk: #10141a;
    --mark: #9cc0ee; --field: #1d232c;
    --grave: #ff9d96; --grave-bg: #341b1c; --open: #f0c26b; --open-bg: #2f2614;
    --admitted: #8fd4ab; --admitted-bg: #17291f; --own: #93c8ea; --own-bg: #17262f;
    --calm: #b4bdc9; --calm-bg: #232a33;
  }
}
* { box-sizing: border-box; }
html { background: var(--desk); }
body {
  margin: 0 auto; max-width: 62rem; padding: 2.6rem 3rem 3.5rem; background: var(--paper);
  color: var(--ink); line-height: 1.6; font-size: 16px; overflow-wrap: anywhere;
  font-family: system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC",
    "Microsoft YaHei", sans-serif;
}
:lang(zh) { line-height: 1.75; }
h1 { margin: 0 0 .3rem; font-size: 1.75rem; line-height: 1.25; color: var(--mark); }
h2 {
  margin: 2.6rem 0 .8rem; padding-bottom: .3rem; font-size: 1.25rem; color: var(--mark);
  border-bottom: 2px solid var(--mark);
}
h3 { margin: 0; font-size: 1.12rem; font-variant-numeric: tabular-nums; }
h4 { margin: 0; font-size: 1rem; font-variant-numeric: tabular-nums; }
h5 { margin: .9rem 0 .2rem; font-size: .88rem; color: var(--soft); font-weight: 600; }
main > section > h3 { margin: 1rem 0 .2rem; font-size: 1rem; }
p { margin: .4rem 0; }
a { color: var(--mark); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
header.top { border-top: 5px solid var(--mark); padding-top: 1.2rem; }
.lead { font-size: 1.05rem; }
.soft, .note { color: var(--soft); }
.note { font-size: .9rem; }
.warn {
  border-left: 4px solid var(--open); background: var(--open-bg); padding: .5rem .9rem;
  margin: .8rem 0;
}
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; margin: .7rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
dt::first-letter, thead th::first-letter { text-transform: uppercase; }
header.top dl { border: 1px solid var(--line); background: var(--field); padding: .8rem 1rem; }
ul { margin: .3rem 0; padding-left: 1.2rem; }
li { margin: .15rem 0; }
.counts { list-style: none; padding: 0; margin: 1rem 0; border-top: 1px solid var(--line); }
.counts li {
  display: grid; grid-template-columns: 4.2rem 10.5rem 1fr; gap: .2rem .9rem; margin: 0;
  align-items: baseline; padding: .25rem .4rem; border-bottom: 1px solid var(--line);
}
.counts .number {
  font-size: 1.35rem; font-weight: 650; text-align: right; font-variant-numeric: tabular-nums;
}
.counts .name { font-weight: 600; }
.counts .none .number, .counts .none .name { color: var(--soft); font-weight: 400; }
.badge {
  display: inline-block; padding: .05rem .55rem; border: 1px solid currentColor;
  border-radius: .25rem; font-size: .84rem; font-weight: 600; white-space: nowrap;
  line-height: 1.5;
}
.grave { color: var(--grave); } .badge.grave { background: var(--grave-bg); }
.open { color: var(--open); } .badge.open { background: var(--open-bg); }
.admitted { color: var(--admitted); } .badge.admitted { background: var(--admitted-bg); }
.own { color: var(--own); } .badge.own { background: var(--own-bg); }
.calm { color: var(--calm); } .badge.calm { background: var(--calm-bg); }
section.host {
  border: 1px solid var(--line); border-left-width: 5px; margin: 1.1rem 0; padding: .9rem 1.1rem;
}
section.host.grave { border-left-color: var(--grave); color: inherit; }
section.host.open { border-left-color: var(--open); color: inherit; }
section.host.admitted { border-left-color: var(--admitted); color: inherit; }
section.host.own { border-left-color: var(--own); color: inherit; }
section.host.calm { border-left-color: var(--calm); color: inherit; }
.title { display: flex; flex-wrap: wrap; gap: .3rem .6rem; align-items: center; }
article { border-top: 1px solid var(--line); margin-top: .8rem; padding-top: .8rem; }
article dl { font-size: .94rem; gap: .1rem 1rem; }
article ul { font-size: .94rem; }
article .said { margin: .5rem 0; }
details { margin: .7rem 0 .2rem; }
summary { cursor: pointer; color: var(--mark); font-size: .94rem; }
details > :not(summary) { margin-left: 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .92rem; }
caption { text-align: left; color: var(--soft); padding: .2rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem .4rem; }
thead th { border-bottom: 1.5px solid var(--ink); font-weight: 600; white-space: nowrap; }
tbody td, tbody th { border-bottom: 1px solid var(--line); font-weight: inherit; }
details table { font-size: .88rem; table-layout: fixed; min-width: 34rem; }
details th:nth-child(1) { width: 42%; }
details th:nth-child(2) { width: 28%; }
details th:nth-child(3) { width: 11%; }
code { font-family: ui-monospace, "Cascadia Mono", "Noto Sans Mono", Menlo, Consolas, monospace;
  font-size: .88em; }
td code, .tech { color: var(--soft); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .8rem;
  font-size: .88rem; color: var(--soft); }
@media (max-width: 46rem) {
  body { padding: 1.3rem 1rem 2rem; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; }
  .counts li { grid-template-columns: 3.2rem 1fr; }
  .counts .meaning { grid-column: 2; }
}
@media print {
  :root {
    color-scheme: light;
    --ink: #000; --soft: #333; --line: #999; --paper: #fff; --desk: #fff; --field: #fff;
    --mark: #12294a; --grave: #8a1515; --open: #694000; --admitted: #124a2d; --own: #123f5c;
    --calm: #333; --grave-bg: #fff; --open-bg: #fff; --admitted-bg: #fff; --own-bg: #fff;
    --calm-bg: #fff;
  }
  @page { margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, h3, h4, h5, summary { break-after: avoid; }
  article, .counts li, tr { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  .scroll { overflow: visible; }
}
"#;

#[cfg(test)]
mod tests {
    use super::STYLE;

    /// The colours of a theme, as the first block that sets `--ink` after `from` has them.
    fn colours(from: &str) -> Vec<(String, [f64; 3])> {
        let begin = STYLE.find(from).expect("the theme");
        let block = &STYLE[begin..];
        let block = &block[..block.find('}').expect("its end")];
        let found = block.split(';').filter_map(|item| {
            let (name, value) = item.rsplit_once(": ")?;
            let name = name.rsplit("--").next()?.to_owned();
            let hex = value.trim().strip_prefix('#')?;
            let wide: String = match hex.len() {
                3 => hex.chars().flat_map(|digit| [digit, digit]).collect(),
                _ => hex.to_owned(),
            };
            let part = |at: usize| {
                let byte = u8::from_str_radix(&wide[at..at + 2], 16).expect("hex");
                let value = f64::from(byte) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            Some((name, [part(0), part(2), part(4)]))
        });
        found.collect()
    }

    /// WCAG 2.2, relative luminance and contrast.
    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let light = |[red, green, blue]: [f64; 3]| 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        let (one, other) = (light(one), light(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_its_ground() {
        for theme in ["\n:root {", "(prefers-color-scheme: dark)", "@media print"] {
            let colours = colours(theme);
            let of =
                |name: &str| colours.iter().find(|(known, _)| known == name).expect("a colour").1;
            for text in ["ink", "soft", "mark", "grave", "open", "admitted", "own", "calm"] {
                let mut grounds = vec!["paper".to_owned(), "field".to_owned()];
                let own = format!("{text}-bg");
                grounds.extend(colours.iter().any(|(name, _)| *name == own).then_some(own));
                for ground in grounds {
                    let found = contrast(of(text), of(&ground));
                    assert!(found >= 4.5, "{theme}: {text} on {ground}: {found:.2}");
                }
            }
            assert!(contrast(of("ink"), of("open-bg")) >= 4.5, "a warning in {theme}");
        }
    }

    #[test]
    fn the_style_asks_for_nothing_from_outside() {
        for word in ["url(", "@import", "http", "</style", "expression"] {
            assert!(!STYLE.contains(word), "{word}");
        }
        assert_eq!(STYLE.matches('{').count(), STYLE.matches('}').count());
    }
}
