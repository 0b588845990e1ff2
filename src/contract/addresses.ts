/**
 * Which IP addresses are public: the guard against a webhook URL that points back into somebody's network.
 * Ranges are those of the IANA special-purpose registries (RFC 6890 and later), as ipaddr.js lists them.
 */
import ipaddr from 'ipaddr.js';

/** Names of the special ranges in plain words; a range without a row here is called by its own name. */
const WORDS: Readonly<Record<string, string>> = {
  unspecified: 'the unspecified network',
  broadcast: 'the broadcast address',
  multicast: 'a multicast network',
  linkLocal: 'the link-local network',
  loopback: 'the loopback network',
  carrierGradeNat: 'the shared address space of carriers',
  private: 'a private network',
  reserved: 'a reserved network',
  uniqueLocal: 'a private network',
  deprecatedSiteLocal: 'a private network',
};

/** How an IPv6 range carries an IPv4 address: the position of its four bytes, Teredo's being inverted. */
const EMBEDDED: Readonly<Record<string, { readonly by: string; readonly start: number; readonly inverted?: boolean }>> =
  {
    ipv4Mapped: { by: 'mapping', start: 12 },
    rfc6145: { by: 'translation', start: 12 },
    rfc6052: { by: 'NAT64', start: 12 },
    '6to4': { by: '6to4', start: 2 },
    teredo: { by: 'Teredo', start: 12, inverted: true },
  };

/**
 * Why an IP address is not public, e.g. `127.0.0.1 belongs to the loopback network`; null when it is public.
 * An IPv4-mapped address is judged by the IPv4 address it means; every other address that embeds one (NAT64,
 * 6to4, Teredo) is refused, since it leads through a translator.
 * @param text one address without brackets; a zone (`%eth0`) is allowed
 * @throws RangeError when the text is no IP address
 */
export function describeIp(text: string): string | null {
  if (!ipaddr.isValid(text)) throw new RangeError(`"${text}" is not an IP address`);
  const address = ipaddr.parse(text);
  const range: string = address.range();
  if (range === 'unicast') return isIpv4Compatible(address) ? `${text} is an IPv4 address in disguise` : null;
  const embedded = embeddedIpv4(address, range);
  if (embedded === undefined) return `${text} belongs to ${WORDS[range] ?? `the special range ${range}`}`;
  if (range !== 'ipv4Mapped') return `${text} carries the IPv4 address ${embedded} by ${EMBEDDED[range]!.by}`;
  const reason = describeIp(embedded);
  return reason === null ? null : `${text} means ${reason}`;
}

/**
 * Whether an IP address can be reached over the public internet.
 * @param text an address as a resolver or a socket gives it; anything else is not public
 */
export function isPublicIp(text: string): boolean {
  const canonical = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
  return canonical && describeIp(text) === null;
}

function embeddedIpv4(address: ipaddr.IPv4 | ipaddr.IPv6, range: string): string | undefined {
  const place = address.kind() === 'ipv6' ? EMBEDDED[range] : undefined;
  if (!place) return undefined;
  const bytes = address.toByteArray().slice(place.start, place.start + 4);
  return bytes.map((byte) => (place.inverted ? byte ^ 0xff : byte)).join('.');
}

/** `::7f00:1`, the deprecated IPv4-compatible form, lies in no special range of the library. */
function isIpv4Compatible(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return (
    address.kind() === 'ipv6' &&
    address
      .toByteArray()
      .slice(0, 12)
      .every((byte) => byte === 0)
  );
}
