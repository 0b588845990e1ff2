import { expect, test } from 'vitest';
import { formatCheckJunit } from '../../src/report/check-junit.ts';
import { compared, guess, hostile, interrupted, report } from './support/report.ts';

test('writes a suite for each phase and a test for each case', () => {
  expect(formatCheckJunit(report)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="shop" tests="4" failures="1" errors="0" skipped="1" time="6.000">
  <testsuite name="shop examples" tests="2" failures="1" errors="0" skipped="0" time="3.000" timestamp="2026-11-21T13:00:00">
    <properties>
      <property name="server" value="http://127.0.0.1"/>
      <property name="seed" value="1"/>
    </properties>
    <testcase classname="shop.examples" name="examples listHooks" time="1.500" file="api.yaml" line="7">
      <failure type="SchemaViolation" message="GET /hooks answered 200: /0/url must be a string, got 12.">error SchemaViolation listHooks
  GET /hooks answered 200: /0/url must be a string, got 12.
  expected  a string
  received  12
  contract  api.yaml:7:9 (/components/schemas/Hook/properties/url/type)
  answer    200 OK application/json
              …
                {
                  &quot;id&quot;: &quot;h1&quot;,
          &gt;       &quot;url&quot;: 12,
                  &quot;note&quot;: &quot;&lt;/script&gt;&lt;/pre&gt;&lt;img src=x onerror=\\&quot;document.title='broken'\\&quot;&gt;\\u001b[31m\\n::error::no &amp; 'quote'&quot;
                },
              …
  seen      listHooks 200 /*/url, readHook 200 /url, createHook 201 /url, updateHook 200 /url and 1 more
  repeat    curl -i 'http://127.0.0.1/hooks' -H &quot;authorization: Bearer $HOOKSPEC_TOKEN&quot;
  id        0123456789abcdef, check schema</failure>
    </testcase>
    <testcase classname="shop.examples" name="examples readHook" time="1.500"/>
  </testsuite>
  <testsuite name="shop negative" tests="2" failures="0" errors="0" skipped="1" time="3.000" timestamp="2026-11-21T13:00:00">
    <properties>
      <property name="server" value="http://127.0.0.1"/>
      <property name="seed" value="1"/>
    </properties>
    <testcase classname="shop.negative" name="negative createHook body /url format" time="1.500">
      <system-out>warning WrongOutcome createHook
  Another status was expected.
  evidence  inferred: no page shows it
  id        fedcba9876543210, check body-constraints</system-out>
    </testcase>
    <testcase classname="shop.negative" name="negative createHook body /url type &quot;odd&quot;" time="1.500">
      <skipped message="quota"/>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('skips what only known findings fail, as the exit code does', () => {
  const xml = formatCheckJunit(compared);
  expect(xml).toContain('<testsuites name="shop" tests="4" failures="0" errors="0" skipped="2" time="6.000">');
  expect(xml).toContain('<skipped message="known: GET /hooks answered 200: /0/url must be a string, got 12."/>');
});

test('names an interrupted run and skips what it did not reach', () => {
  const xml = formatCheckJunit(interrupted);
  expect(xml).toContain('<property name="interrupted" value="true"/>');
  expect(xml).toContain('<skipped message="interrupted"/>');
});

test('drops what XML cannot carry and escapes the rest', () => {
  const evil = { ...guess, severity: 'error', message: `${hostile}\uD800\u0000\uFFFE` } as const;
  const cases = [{ ...report.cases[0]!, findings: [guess.fingerprint] }];
  const xml = formatCheckJunit({ ...report, findings: [evil], cases });
  expect(xml).toContain(
    `message="&lt;/script&gt;&lt;/pre&gt;&lt;img src=x onerror=&quot;document.title='broken'&quot;&gt;[31m&#10;::error::no &amp; 'quote'\uFFFD"`,
  );
  expect(xml.match(/<testcase /g)).toHaveLength(1);
  expect(xml.match(/<failure /g)).toHaveLength(1);
});

test('gives each attribute once, and tests names of their own', () => {
  const xml = formatCheckJunit(report);
  const names = [...xml.matchAll(/<testcase classname="([^"]+)" name="([^"]+)"/g)].map(
    ([, suite, name]) => `${suite} ${name}`,
  );
  expect(new Set(names).size).toBe(4);
  // What the schema of Jenkins knows.
  const known: Record<string, string[]> = {
    testsuites: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'],
    testsuite: ['name', 'tests', 'failures', 'errors', 'skipped', 'time', 'timestamp'],
    testcase: ['classname', 'name', 'time', 'file', 'line'],
    property: ['name', 'value'],
    failure: ['type', 'message'],
    skipped: ['message'],
  };
  for (const [, tag, rest] of xml.matchAll(/<([a-z]+) ((?:[a-z]+="[^"]*"\s*)+)\/?>/g)) {
    const attributes = [...rest!.matchAll(/([a-z]+)="/g)].map(([, name]) => name!);
    expect(known[tag!]).toEqual(expect.arrayContaining(attributes));
    expect(new Set(attributes).size).toBe(attributes.length);
  }
});

test('tells a fault in full where it is met first, and elsewhere who met it', () => {
  const again = { ...report.cases[0]!, id: 'examples again' };
  const xml = formatCheckJunit({ ...report, cases: [report.cases[0]!, again] });
  expect(xml.match(/<failure [^>]+>([^<]+)<\/failure>/g)!.map((text) => text.slice(text.indexOf('>') + 1))).toEqual([
    expect.stringContaining('  repeat    curl -i '),
    'SchemaViolation: GET /hooks answered 200: /0/url must be a string, got 12.\n  as met by examples listHooks</failure>',
  ]);
});
