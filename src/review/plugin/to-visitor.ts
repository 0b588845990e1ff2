/** Turns a rule into a visitor of Redocly's. */
import type { Oas3Rule } from '@redocly/openapi-core';
import { isObject } from '../../contract/value.ts';
import type { Rule } from './rule.ts';
import { createWebhookApi, isWebhookApi } from './webhook-api.ts';
import type { WebhookApi } from './webhook-api.ts';

/** What was read of a document, for the rules after the first. */
const read = new WeakMap<object, WebhookApi>();

/** A visitor that asks the rule once, about the whole document; each finding is told once. */
export function toVisitor(rule: Rule): Oas3Rule {
  return () => ({
    Root: {
      leave(root, context) {
        const api = read.get(root) ?? createWebhookApi(root as never, context);
        read.set(root, api);
        if (!isWebhookApi(api)) return;
        const told = new Set<string>();
        rule.check(api, (spot, what, instead) => {
          // A shared part is mended where it is written, not where it is used.
          const { at, value } = api.reader.follow(spot) ?? spot;
          const message = `${what} ${instead}`;
          // What several deliveries share is mended once.
          const key = `${at.absolutePointer} ${instead}`;
          if (told.has(key)) return;
          told.add(key);
          // The frame of a whole object would be all of it: its key says enough.
          const reportOnKey = isObject(value) && at.pointer !== '#/';
          context.report({ message, location: { source: at.source, pointer: at.pointer, reportOnKey } });
        });
      },
    },
  });
}
