#[test]
fn time_load() {
    let t = std::time::Instant::now();
    let a = crate::Atlas::builtin();
    println!("load {:?} {}", t.elapsed(), a.networks().count());
    let t = std::time::Instant::now();
    let mut n = 0;
    for i in 0..100_000u128 { n += a.by_chain_id(i).count(); }
    println!("100k lookups {:?} {n}", t.elapsed());
    let t = std::time::Instant::now();
    let c = crate::Atlas::builtin().clone();
    println!("clone {:?} {}", t.elapsed(), c.networks().count());
}
