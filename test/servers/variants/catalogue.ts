/** Every unusual, right server. */
import { bodyVariants, undocumentedVariants } from './bodies.ts';
import { headVariants } from './heads.ts';
import type { Variant } from './variant.ts';

/** Right under every contract. */
export const variants: readonly Variant[] = [
  { id: 'plain', name: 'does nothing unusual', wrap: (handle) => handle },
  { id: 'quotas', name: 'enforces its quotas', quotas: true, wrap: (handle) => handle },
  ...headVariants,
  ...bodyVariants,
];

/** Right under a contract without extensions. */
export const bareVariants: readonly Variant[] = [...variants, ...undocumentedVariants];
