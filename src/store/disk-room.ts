/** What a store asks of the disk that it lies on. */
export interface DiskRoom {
  /**
   * Whether there is room for what grows: enough is free, nothing was refused as too large lately,
   * and the reserve is whole again after it was used. Cheap: asked before every commit.
   */
  hasRoom(): boolean;
  /** A commit found the disk full, whatever the disk says of itself. */
  noticeFull(): void;
  /** Gives up a part of the reserve, so that as much is free. False when nothing is left of it. */
  giveUp(): boolean;
  /** Ends the care for the reserve, which stays as it is. */
  close(): void;
}
