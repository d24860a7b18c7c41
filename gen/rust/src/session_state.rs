use crate::v1::SessionState;

impl SessionState {
    /// Whether a session in this state has ended, for good.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Stopped | Self::Failed)
    }
}
