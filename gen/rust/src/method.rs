use crate::methods::METHODS;

/// What must be known of a method to call it.
pub(crate) struct Method {
    /// Path of its calls.
    pub path: &'static str,
    pub kind: MethodKind,
    /// The contract calls it IDEMPOTENT or NO_SIDE_EFFECTS, and it is unary.
    pub is_repeatable: bool,
    /// Number of the field of its request that makes repeating it safe.
    pub request_id: Option<u32>,
}

#[derive(PartialEq)]
pub(crate) enum MethodKind {
    Unary,
    ServerStreaming,
    BidiStreaming,
}

impl Method {
    /// The method that is called under a path.
    pub fn find(path: &str) -> Option<&'static Method> {
        METHODS.iter().find(|method| method.path == path)
    }
}
