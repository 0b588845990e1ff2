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

/** Whether a property or header says which event a delivery is. */
export function isTypeName(name: string): boolean {
  return /^(webhook|notification)?(event|type|eventtype|eventname|eventkey|topic|trigger|messagetype)(type|name)?$/.test(
    toWord(name),
  );
}

/** Whether a property of an envelope, or a header, is the id of an event or of its delivery. */
export function isEventIdName(name: string): boolean {
  return /^(event|delivery|message|notification|idempotency|request)?(id|uuid|guid|key)$/.test(toWord(name));
}

/** Whether a header is the id of an event or of its delivery: `webhook-id`, `X-Acme-Delivery`, `Idempotency-Key`. */
export function isEventIdHeader(name: string): boolean {
  return /(webhook|event|delivery|message|notification|request)-?(id|uuid|guid)$|-delivery$|^idempotency-key$/i.test(
    name,
  );
}

/** Whether a property of an envelope is the time of its event. */
export function isTimeName(name: string): boolean {
  return (
    /^(event|message)?(created|occurred|sent|emitted|triggered|published|fired|happened|generated)?(at|on|time|timestamp|date|ts)?$/.test(
      toWord(name),
    ) && /(at|on|time|timestamp|date|ts|created)$/.test(toWord(name))
  );
}

/** Whether a header is the time of a delivery: `webhook-timestamp`, `X-Acme-Sent-At`. */
export function isTimeHeader(name: string): boolean {
  return /(timestamp|sent-?at|-time|-date)$/i.test(name) && !/retry/i.test(name);
}

/** Whether an operation's id or path says that it replaces a secret. */
export function isRotation(text: string): boolean {
  return /rotat|regenerat|re-?roll|roll-?_?(secret|key)|(reset|renew|replace|refresh)[a-z_-]*(secret|key)|(secret|key)[/_-]*(reset|renew|roll|refresh)/i.test(
    text,
  );
}
