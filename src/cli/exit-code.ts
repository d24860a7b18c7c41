/** What a run of the command says to the shell. Documented in `openbell session --help`. */
export const ExitCode = {
  /** It was done. */
  ok: 0,
  /** The server refused, or the session is not valid. */
  refused: 1,
  /** The command line or a file is wrong; nothing was sent. */
  usage: 2,
  /** The server cannot be reached, or did not answer in time. */
  unreachable: 3,
  /** A watched session ended as FAILED. */
  sessionFailed: 4,
  /** A defect of this command. */
  defect: 70,
  /** Interrupted, for example by Ctrl-C. */
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** The exit codes as a paragraph of the help. */
export const exitCodeHelp = `
Exit codes:
  0    done; of watch: every session is COMPLETED or STOPPED
  1    refused by the server, or not valid
  2    the command line or a file is wrong; nothing was sent
  3    the server cannot be reached, or did not answer in time
  4    a watched session ended as FAILED
  70   a defect of this command
  130  interrupted`;
