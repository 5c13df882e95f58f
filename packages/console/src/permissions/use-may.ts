import { useSession } from '../session/session-context.ts';
import { may, type Place } from './may.ts';

/** Whether who is signed in holds one of some permissions at `place`. */
export function useMay(place: Place): (...anyOf: string[]) => boolean {
  const { session } = useSession();
  return (...anyOf) => may(session, anyOf, place);
}
