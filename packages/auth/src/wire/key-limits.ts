import { type Static, Type } from 'typebox';

const limit = (description: string) => Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000, description }));

/** How much a key may be used. What is left out is not limited. */
export const KeyLimitsSchema = Type.Object(
  {
    requestsPerMinute: limit('Requests in one minute.'),
    requestsPerDay: limit('Requests in one day.'),
    concurrentRequests: limit('Requests under way at the same time.'),
    tokensPerMinute: limit('Language model tokens in one minute; for gateway keys.'),
    tokensPerDay: limit('Language model tokens in one day; for gateway keys.'),
  },
  { additionalProperties: false },
);
export type KeyLimits = Static<typeof KeyLimitsSchema>;
