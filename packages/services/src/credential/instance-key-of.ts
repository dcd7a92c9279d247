import type { Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import type { SealingKey } from "./seal.ts";

/** The installation's key. @throws ServiceError `CONFLICT` where there is none. */
export function instanceKeyOfServices(services: Pick<Services, "instanceKey">): SealingKey {
  if (services.instanceKey !== null) return services.instanceKey;
  throw new ServiceError(
    "CONFLICT",
    "NO_INSTANCE_KEY",
    "This process has no key to seal credentials with. Set ORRERY_KEY or ORRERY_KEY_FILE, the same for every process.",
  );
}
