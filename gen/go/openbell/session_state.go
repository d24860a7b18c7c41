package openbell

import openbellv1 "openbell.dev/gen/go/openbell/v1"

// IsFinal says whether a session in this state has ended, for good.
func IsFinal(state openbellv1.SessionState) bool {
	switch state {
	case openbellv1.SessionState_SESSION_STATE_COMPLETED,
		openbellv1.SessionState_SESSION_STATE_STOPPED,
		openbellv1.SessionState_SESSION_STATE_FAILED:
		return true
	}
	return false
}
