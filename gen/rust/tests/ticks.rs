//! Prices and increments that are none. What the others come to is in the vectors of all clients.

use openbell::{price, ticks};

fn sentence<T: std::fmt::Debug>(refused: Result<T, openbell::Error>) -> String {
    refused
        .expect_err("an argument that cannot be")
        .message()
        .to_owned()
}

#[test]
fn increments_that_are_none() {
    for increment in [
        "", "0", "0.00", "-0.01", "1e-2", ".5", "5.", "0.0.1", "0,01", " 1",
    ] {
        let said =
            format!("the increment {increment:?} is no decimal above 0, for example \"0.01\"");
        assert_eq!(sentence(ticks(1.0, increment)), said);
        assert_eq!(sentence(price(1, increment)), said);
    }
    for increment in ["1234567890123456789", "0.0000000000000000001"] {
        let said = format!("the increment {increment:?} has more than 18 digits");
        assert_eq!(sentence(ticks(1.0, increment)), said);
        assert_eq!(sentence(price(1, increment)), said);
    }
}

#[test]
fn prices_that_are_none() {
    for price in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(
            sentence(ticks(price, "0.01")),
            format!("the price {price} is not finite")
        );
    }
}

#[test]
fn the_range_of_ticks() {
    // 2 to the 63 is the first number that an i64 does not hold; the double before it is 1024 less.
    let first_beyond = 9_223_372_036_854_775_808.0;
    assert_eq!(
        ticks(first_beyond - 1_024.0, "1").unwrap(),
        9_223_372_036_854_774_784
    );
    assert_eq!(ticks(-first_beyond, "1").unwrap(), i64::MIN);
    for (price, increment) in [
        (first_beyond, "1"),
        (-first_beyond - 2_048.0, "1"),
        (1e300, "0.01"),
        (f64::MAX, "999999999999999999"),
        // 2 to the 107 times 10 to the 18, of which 128 bits do not hold the last.
        (2f64.powi(107), "0.000000000000000001"),
    ] {
        assert_eq!(
            sentence(ticks(price, increment)),
            format!("the price {price} has too many ticks of {increment}"),
        );
    }
}

#[test]
fn the_ends_of_what_increments_may_be() {
    assert_eq!(
        ticks(1.0, "0.000000000000000001").unwrap(),
        1_000_000_000_000_000_000
    );
    assert_eq!(ticks(5e17, "999999999999999999").unwrap(), 1);
    assert_eq!(ticks(4e17, "999999999999999999").unwrap(), 0);
    assert_eq!(ticks(f64::from_bits(1), "0.000000000000000001").unwrap(), 0);
    // The increment is 2 to the -18: a half of it, and a quarter.
    assert_eq!(ticks(0.5f64.powi(19), "0.000003814697265625").unwrap(), 1);
    assert_eq!(ticks(0.5f64.powi(20), "0.000003814697265625").unwrap(), 0);
    assert_eq!(
        price(i64::MAX, "999999999999999999").unwrap(),
        "9223372036854775797776627963145224193"
    );
}
