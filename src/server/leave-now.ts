/**
 * Ends the process with this exit code, whatever its threads are doing. `process.exit` waits for
 * those of libuv, and so for as long as a disk does not answer a sync. To become another program
 * ends them, as a signal would; but the code is ours, and the first process of a container, which
 * the system keeps from ending itself by a signal, may do it too.
 *
 * A thread that the system itself does not let go of (state D) holds the process up even so: see
 * docs/operations.md.
 */
export function leaveNow(exitCode: number): never {
  const { execPath, execve } = process;
  try {
    execve?.(execPath, [execPath, "-e", `process.exit(${exitCode})`], {});
  } catch {
    // There is no such call here, as on Windows.
  }
  process.exit(exitCode);
}
