import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPublicIp } from '../../src/contract/addresses.ts';
import { checkPublicAddress } from '../../src/contract/public-address.ts';

const LOOPBACK = 'must have a public host, but 127.0.0.1 belongs to the loopback network';

describe('checkPublicAddress', () => {
  test.each([
    ['a dotted address', 'https://127.0.0.1/hook'],
    ['one decimal number', 'https://2130706433/'],
    ['a hexadecimal number', 'https://0x7f000001/'],
    ['mixed hexadecimal and short parts', 'https://0x7f.1/'],
    ['octal parts', 'https://0177.0.0.01/'],
    ['a short form', 'https://127.1/'],
    ['a trailing dot', 'https://127.0.0.1./'],
    ['full-width digits', 'https://１２７.０.０.１/'],
    ['ideographic full stops', 'https://127。0。0。1/'],
    ['percent-encoding', 'https://%31%32%37.0.0.1/'],
    ['credentials and a port', 'https://user:pass@127.0.0.1:8443/'],
    ['a scheme of its own', 'hook://0x7f.1/'],
  ])('refuses the loopback address as %s', (_, url) => {
    expect(checkPublicAddress(url)).toBe(LOOPBACK);
  });

  test.each([
    ['https://0.0.0.0/', '0.0.0.0 belongs to the unspecified network'],
    ['https://10.1.2.3/', '10.1.2.3 belongs to a private network'],
    ['https://172.16.0.1/', '172.16.0.1 belongs to a private network'],
    ['https://192.168.1.1/', '192.168.1.1 belongs to a private network'],
    ['https://169.254.169.254/latest/meta-data', '169.254.169.254 belongs to the link-local network'],
    ['https://100.64.0.1/', '100.64.0.1 belongs to the shared address space of carriers'],
    ['https://192.0.2.7/', '192.0.2.7 belongs to a reserved network'],
    ['https://198.18.0.1/', '198.18.0.1 belongs to a reserved network'],
    ['https://224.0.0.1/', '224.0.0.1 belongs to a multicast network'],
    ['https://255.255.255.255/', '255.255.255.255 belongs to the broadcast address'],
    ['https://192.31.196.1/', '192.31.196.1 belongs to the special range as112'],
    ['https://[::1]/', '::1 belongs to the loopback network'],
    ['https://[::]/', ':: belongs to the unspecified network'],
    ['https://[fe80::1]/', 'fe80::1 belongs to the link-local network'],
    ['https://[fd12::1]/', 'fd12::1 belongs to a private network'],
    ['https://[2001:db8::1]/', '2001:db8::1 belongs to a reserved network'],
    ['https://[::ffff:10.0.0.1]/', '::ffff:a00:1 means 10.0.0.1 belongs to a private network'],
    ['https://[::127.0.0.1]/', '::7f00:1 is an IPv4 address in disguise'],
    ['https://[64:ff9b::10.0.0.1]/', '64:ff9b::a00:1 carries the IPv4 address 10.0.0.1 by NAT64'],
    ['https://[2002:a00:1::]/', '2002:a00:1:: carries the IPv4 address 10.0.0.1 by 6to4'],
    ['https://[2001:0:1:2:3:4:f5ff:fffe]/', '2001:0:1:2:3:4:f5ff:fffe carries the IPv4 address 10.0.0.1 by Teredo'],
    ['https://localhost/', 'names under "localhost" never are'],
    ['https://LOCALHOST.:3000/', 'names under "localhost" never are'],
    ['https://api.localhost/', 'names under "localhost" never are'],
    ['https://printer.local/', 'names under "local" never are'],
    ['https://metadata.google.internal/', 'names under "internal" never are'],
    ['https://router.home.arpa/', 'names under "home.arpa" never are'],
    ['https://intranet/hook', '"intranet" is a name without a domain'],
  ])('refuses %s', (url, reason) => {
    expect(checkPublicAddress(url)).toBe(`must have a public host, but ${reason}`);
  });

  test.each([
    'https://hooks.example.com/a',
    'https://8.8.8.8/',
    'https://134744072/',
    'https://[2001:4860:4860::8888]/',
    'https://[::ffff:8.8.8.8]/',
    'https://no-such-host.invalid/',
    'https://localhost.example.com/',
    'https://my.locale/',
    'not a url',
    'mailto:someone@example.com',
    '',
  ])('accepts %j', (url) => {
    expect(checkPublicAddress(url)).toBeNull();
  });
});

describe('isPublicIp', () => {
  test('tells public addresses from all others', () => {
    const addresses = [
      '8.8.8.8',
      '2606:4700::1111',
      '10.0.0.1',
      '::1',
      'fe80::1%eth0',
      '::ffff:192.168.0.1',
      'example.com',
      '1',
    ];
    expect(addresses.filter(isPublicIp)).toEqual(['8.8.8.8', '2606:4700::1111']);
  });
});

test('judges plain URLs as the URL parser would', () => {
  const part = fc.constantFrom(
    'a',
    'api',
    '127',
    '0x7f',
    'local',
    'localhost',
    'com',
    'xn--',
    'x-y',
    '1a',
    '-a',
    'a-',
    '',
  );
  const host = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
  const rest = fc.constantFrom(
    '',
    '/',
    '/x',
    '?q',
    '#f',
    ':80',
    ':80/x',
    ':',
    ':99999',
    '@10.0.0.1/',
    ':80@10.0.0.1/',
    '\\@10.0.0.1',
    '%2e',
  );
  const property = fc.property(host, rest, (name, end) => {
    // The plain form is known by its lower-case scheme; the parser does not care.
    expect(checkPublicAddress(`https://${name}${end}`)).toBe(checkPublicAddress(`HTTPS://${name}${end}`));
  });
  fc.assert(property, { numRuns: 3000, seed: 3 });
});
