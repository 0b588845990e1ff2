/** Which hosts are on the public internet, judged by their text alone. */
import { BlockList, isIP } from 'node:net';

const special = new BlockList();
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]) {
  const [network, bits] = range.split('/');
  special.addSubnet(network!, Number(bits), 'ipv4');
}
for (const range of [
  '::/96',
  '64:ff9b::/96',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]) {
  const [network, bits] = range.split('/');
  special.addSubnet(network!, Number(bits), 'ipv6');
}

/** Whether a host as `URL.hostname` has it may be called. Names are not looked up. */
export function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  const version = isIP(host);
  if (version !== 0) return !special.check(host, version === 4 ? 'ipv4' : 'ipv6');
  return host.includes('.') && !/(?:^|\.)(?:localhost|localdomain|local|internal|home\.arpa)$/.test(host);
}
