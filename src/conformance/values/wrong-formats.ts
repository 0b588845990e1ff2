/** Texts that a format does not allow: those that no reader takes, and those that kind or hasty readers take. */

/** Plainly wrong. */
export const WRONG_FORMATS: Readonly<Record<string, readonly string[]>> = {
  uri: ['not a url', 'https://hooks example com/hookspec', 'https://[hookspec', 'http://[hookspec'],
  uuid: ['not-a-uuid', 'zzzzzzzz-zzzz-4zzz-8zzz-zzzzzzzzzzzz'],
  'date-time': ['yesterday', '2026-13-41T25:61:61Z'],
  date: ['yesterday', '2026-13-41'],
  email: ['not an email'],
};

/** Nearly right, and taken by readers that are too kind. */
export const NEAR_FORMATS: Readonly<Record<string, readonly string[]>> = {
  uri: ['hooks.example.com/hookspec'],
  url: ['hooks.example.com/hookspec'],
  'date-time': ['2026-01-01'],
  date: ['2026-01-01T00:00:00Z'],
  email: ['hookspec@'],
};

/** Of the right form, and no day or time that there is: what a regular expression takes. */
export const IMPOSSIBLE_FORMATS: Readonly<Record<string, readonly string[]>> = {
  'date-time': ['2026-02-30T12:00:00Z'],
  date: ['2026-02-30'],
  time: ['25:00:00Z'],
  ipv4: ['192.0.2.256'],
};
