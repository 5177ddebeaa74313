import type { CustomerProfile } from '../ports/intent.ts';
import type { TurnBuilder } from './turn.ts';

/** What the channel says about the customer is a claim: it fills gaps and never overwrites what a register confirmed. */
export function noteProfile(turn: TurnBuilder, profile: CustomerProfile): void {
  const { customer, assurance } = turn.state();
  const email = customer.email ?? normaliseEmail(profile.email);
  const next = {
    ...customer,
    visitorId: customer.visitorId ?? profile.visitorId,
    name: customer.name ?? profile.name,
    email,
    phone: customer.phone ?? profile.phone,
    senderAddress: profile.senderAddress ?? customer.senderAddress,
  };
  const isSame =
    next.visitorId === customer.visitorId &&
    next.name === customer.name &&
    email === customer.email &&
    next.phone === customer.phone &&
    next.senderAddress === customer.senderAddress;
  if (isSame) return;
  turn.emit({
    type: 'customer-identified',
    customer: next,
    assurance: assurance === 'anonymous' && email !== null ? 'claimed' : assurance,
  });
}

const normaliseEmail = (email: string | null): string | null => {
  const trimmed = email?.trim().toLowerCase() ?? '';
  return /^[^\s@<>"]+@[^\s@<>"]+$/.test(trimmed) ? trimmed : null;
};
