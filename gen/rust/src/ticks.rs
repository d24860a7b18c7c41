//! Prices as whole numbers. A bot that computes in ticks comes to the same decisions in every
//! language and on every machine; one that adds up doubles does not.

use crate::error::Error;

/// How many increments a price is, rounded half away from zero. Exact: the double is taken for the
/// number that it is, so nothing is rounded but the answer. A price that the server sent is a
/// multiple of its symbol's increment, and comes out as that.
///
/// `increment` is the `price_increment` of the symbol: a decimal above 0, for example `0.01`. A
/// price that is not finite, or has too many ticks for the answer, is an error.
pub fn ticks(price: f64, increment: &str) -> Result<i64, Error> {
    let Increment { digits, places } = parse_increment(increment)?;
    if !price.is_finite() {
        return Err(Error::invalid_argument(format!(
            "the price {price} is not finite"
        )));
    }
    let (mantissa, exponent) = parts(price.abs());
    let count = rounded(mantissa, exponent, digits, places);
    let signed = count.map(|count| if price < 0.0 { -count } else { count });
    signed
        .and_then(|count| i64::try_from(count).ok())
        .ok_or_else(|| {
            Error::invalid_argument(format!(
                "the price {price} has too many ticks of {increment}"
            ))
        })
}

/// The price of so many increments, as the contract writes decimals: without zeros at the end.
/// `increment` is as for [`ticks`].
pub fn price(ticks: i64, increment: &str) -> Result<String, Error> {
    let Increment { digits, places } = parse_increment(increment)?;
    let value = i128::from(ticks) * i128::from(digits);
    let sign = if value < 0 { "-" } else { "" };
    let text = format!(
        "{:0>width$}",
        value.unsigned_abs(),
        width = places as usize + 1
    );
    let (whole, fraction) = text.split_at(text.len() - places as usize);
    Ok(match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    })
}

/// `0.25` as 25 with two places.
struct Increment {
    digits: u64,
    places: u32,
}

/// Eighteen digits are more than any market has; with them 128 bits are enough for all that
/// follows.
const MAX_DIGITS: usize = 18;

fn parse_increment(increment: &str) -> Result<Increment, Error> {
    let (whole, fraction) = increment.split_once('.').unwrap_or((increment, "0"));
    let is_decimal = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_number = is_decimal(whole) && is_decimal(fraction);
    let fraction = fraction.trim_end_matches('0');
    let all = format!("{whole}{fraction}");
    let all = all.trim_start_matches('0');
    if !is_number || all.is_empty() {
        return Err(Error::invalid_argument(format!(
            "the increment {increment:?} is no decimal above 0, for example \"0.01\""
        )));
    }
    match all.parse() {
        Ok(digits) if all.len() <= MAX_DIGITS && fraction.len() <= MAX_DIGITS => Ok(Increment {
            digits,
            places: fraction.len() as u32,
        }),
        _ => Err(Error::invalid_argument(format!(
            "the increment {increment:?} has more than {MAX_DIGITS} digits"
        ))),
    }
}

/// `mantissa * 2^exponent * 10^places / digits`, rounded half up; `None` where that is beyond the
/// range of the answer.
fn rounded(mantissa: u64, exponent: i32, digits: u64, places: u32) -> Option<i128> {
    // Below 2^113.
    let scaled = u128::from(mantissa) * 10u128.pow(places);
    let shift = exponent.unsigned_abs();
    let (numerator, denominator) = if exponent >= 0 {
        if shift >= scaled.leading_zeros() {
            // At least 2^127, of which a divisor below 2^60 leaves more than there may be.
            return None;
        }
        (scaled << shift, u128::from(digits))
    } else {
        if shift + 1 >= u128::from(digits).leading_zeros() {
            // Divided by 2^126 or more: less than a half.
            return Some(0);
        }
        (scaled, u128::from(digits) << shift)
    };
    let (count, rest) = (numerator / denominator, numerator % denominator);
    let is_up = rest >= denominator - rest;
    i128::try_from(count + u128::from(is_up)).ok()
}

/// A finite double of 0 or more as a whole number times 2 to the exponent.
fn parts(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let fraction = bits & 0xf_ffff_ffff_ffff;
    match (bits >> 52) as i32 {
        // IEEE 754: numbers below the smallest normal one have no leading bit of their own.
        0 => (fraction, -1_074),
        biased => (fraction | 0x10_0000_0000_0000, biased - 1_075),
    }
}
