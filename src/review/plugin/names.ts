/** What things of a webhook API are usually called. Words are compared without case, `_`, `-` and `.`. */

/** A word as it is compared: `callback_URL` and `callbackUrl` are both `callbackurl`. */
export function toWord(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

const URL_WORD =
  /^(webhook|hook|callback|target|endpoint|delivery|destination|notification|notify|subscriber|receiver|payload|push|event|post)?(url|uri|link)$|^(endpoint|callback|webhook|destination)$/;
const EVENTS_WORD =
  /^(enabled|subscribed|webhook|event)?(events?|eventtypes?|eventnames?|topics?|triggers?)$|^(eventfilters?|subscriptions?|notificationtypes?)$/;
const SECRET_WORD = /(secret|signingkey|hmackey|sharedkey|signaturekey)$/;
const SUBSCRIPTION_SEGMENT =
  /web-?_?hooks?|^hooks$|^(event|push|notification)?-?_?subscriptions?$|^(event|notification)-?_?(endpoints?|destinations?|targets?|listeners?)$|^callbacks?$/i;

/** Whether a property holds the URL of a receiver. */
export function isUrlName(name: string): boolean {
  return URL_WORD.test(toWord(name));
}

/** Whether a property holds the events a receiver wants. */
export function isEventsName(name: string): boolean {
  return EVENTS_WORD.test(toWord(name));
}

/** Whether a property holds a signing secret. */
export function isSecretName(name: string): boolean {
  return SECRET_WORD.test(toWord(name));
}

/** Whether a path is about receivers: `/v1/webhooks`, `/repos/{repo}/hooks/{id}`, `/event-subscriptions`. */
export function isSubscriptionPath(path: string): boolean {
  return path.split('/').some((segment) => !segment.startsWith('{') && SUBSCRIPTION_SEGMENT.test(segment));
}
