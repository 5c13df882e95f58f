import { ProblemError } from '@keyward/auth';
import { databaseFailure } from '../database/failure.ts';
import { problems } from '../http/problems.ts';

export interface PreparationSteps {
  /** How many migrations are missing; throws where the database is out of reach. */
  readonly pendingMigrations: () => Promise<number>;
  /** What is left to do once there are none. */
  readonly firstStart: () => Promise<void>;
  /** Told why it is not done yet, once for each reason in a row. */
  readonly onWaiting: (reason: string) => void;
}

/** Brings a process to the point where it can serve, and knows whether it still can. */
export interface Preparation {
  /** Tries once, and where migrations are missing goes on every second in the background. */
  begin(): Promise<void>;
  /** Why the service can't be used at the moment; undefined when it can. */
  obstacle(): Promise<string | undefined>;
  /** Throws 503 until it is done. */
  require(): void;
  /** From now on there is an obstacle: the process is stopping. */
  drain(): void;
  end(): void;
}

const PAUSE_MS = 1000;

/** Serves nothing before the database has the tables of this version, and the first start's rows in them. */
export function createPreparation({ pendingMigrations, firstStart, onWaiting }: PreparationSteps): Preparation {
  let missing: string | undefined = 'the database has not been looked at yet';
  let draining = false;
  let timer: NodeJS.Timeout | undefined;

  async function attempt(): Promise<void> {
    const obstacle = await migrationsObstacle();
    if (obstacle === undefined) await firstStart();
    else if (obstacle !== missing) onWaiting(obstacle);
    missing = obstacle;
  }

  async function migrationsObstacle(): Promise<string | undefined> {
    const pending = await pendingMigrations();
    if (pending === 0) return undefined;
    return `${pending} database ${pending === 1 ? 'migration is' : 'migrations are'} pending`;
  }

  function goOn(): void {
    if (missing === undefined) return;
    timer = setTimeout(() => {
      attempt()
        .catch((error: unknown) => onWaiting(reasonOf(error)))
        .finally(goOn);
    }, PAUSE_MS);
    timer.unref();
  }

  return {
    async begin() {
      await attempt();
      goOn();
    },
    async obstacle() {
      const obstacle = missing ?? (await migrationsObstacle().catch(reasonOf));
      return draining ? 'the service is stopping' : obstacle;
    },
    require() {
      if (missing === undefined) return;
      throw new ProblemError(problems.notReady, { detail: `Not ready: ${missing}.`, headers: { 'retry-after': '1' } });
    },
    drain() {
      draining = true;
    },
    end() {
      clearTimeout(timer);
    },
  };
}

function reasonOf(error: unknown): string {
  return databaseFailure(error)?.kind === 'unavailable' ? 'the database is out of reach' : 'the database refuses';
}
