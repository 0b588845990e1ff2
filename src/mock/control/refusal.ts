/** A control call that cannot be answered: thrown by whoever finds out, answered in one place. */

/** Status and one sentence: what is wrong and what to do. */
export class ControlRefusal extends Error {
  readonly status: 400 | 404 | 413 | 422;

  /** @param message one sentence */
  constructor(status: ControlRefusal['status'], message: string) {
    super(message);
    this.name = 'ControlRefusal';
    this.status = status;
  }
}

/** @throws ControlRefusal 400 */
export function refuseInput(message: string): never {
  throw new ControlRefusal(400, message);
}

/** @throws ControlRefusal 404 */
export function refuseUnknown(message: string): never {
  throw new ControlRefusal(404, message);
}
