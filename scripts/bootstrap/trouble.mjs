/** Something a person can act on: what happened, and what to do next. */
export class Trouble extends Error {
  /**
   * @param {string} message
   * @param {string} fix
   */
  constructor(message, fix, exitCode = 2) {
    super(message);
    this.fix = fix;
    this.exitCode = exitCode;
  }
}
