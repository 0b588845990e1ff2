/**
 * Hosts that no public address has, one for each way to write them: what a server must not be talked into calling.
 * Source: IANA special-purpose address registries; URL Standard, host parsing, for numbers written otherwise.
 */
export const privateHosts: Readonly<Record<string, string>> = {
  loopback: '127.0.0.1',
  localhost: 'localhost',
  private: '10.0.0.1',
  'private 172': '172.16.0.1',
  'private 192': '192.168.0.1',
  'link-local': '169.254.169.254',
  unspecified: '0.0.0.0',
  shared: '100.64.0.1',
  'IPv6 loopback': '[::1]',
  'IPv6 mapped': '[::ffff:127.0.0.1]',
  'IPv6 unique local': '[fd00::1]',
  decimal: '2130706433',
  hexadecimal: '0x7f000001',
  octal: '0177.0.0.1',
  short: '127.1',
};
