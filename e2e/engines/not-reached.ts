/** A foreign part that this machine cannot get, and why. What needs it is named as not run, and never counted as passed. */
export class NotReached extends Error {}
