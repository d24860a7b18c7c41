// Package openbell is the client of Openbell, a server that runs trading sessions for bots.
//
// [Connect] makes a [Client]. Its fields Sessions, Market and Trading are the generated stubs of
// the contract (package openbellv1), with what every caller would otherwise write built in:
// deadlines, retries where repeating is safe, ids that make mutations repeatable, and errors of one
// type, [*Error]. Two loops stand on them: [Client.Watch] follows what happens to sessions without
// loss or duplicate, and [Client.Drive] runs a bot; both go on over broken connections and restarts
// of the server.
package openbell
