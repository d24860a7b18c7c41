use openbell::v1::SessionState;

use crate::failure::{Ended, unreadable};
use crate::protocol::{Outcome, PriceOf, TicksOf};

pub fn run_ticks(asked: &[PriceOf], done: &mut Outcome) -> Result<(), Ended> {
    for each in asked {
        let ticks = openbell::ticks(each.price, &each.increment).map_err(Ended::Usage)?;
        done.values.push(ticks.to_string().into());
    }
    Ok(())
}

pub fn run_prices(asked: &[TicksOf], done: &mut Outcome) -> Result<(), Ended> {
    for each in asked {
        let ticks = each.ticks.parse().map_err(unreadable)?;
        let price = openbell::price(ticks, &each.increment).map_err(Ended::Usage)?;
        done.values.push(price.into());
    }
    Ok(())
}

pub fn run_final_states(asked: &[i32], done: &mut Outcome) {
    for number in asked {
        let is_final = SessionState::try_from(*number).is_ok_and(SessionState::is_final);
        done.values.push(is_final.into());
    }
}
