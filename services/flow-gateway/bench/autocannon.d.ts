declare module 'autocannon' {
  export interface Options {
    url: string;
    method: string;
    headers: Record<string, string>;
    body: string;
    connections: number;
    /** Seconds. */
    duration?: number;
    /** Ends after so many requests instead. */
    amount?: number;
    /** Changes each request before it is sent. */
    requests?: { setupRequest(request: { headers: Record<string, string> }): object }[];
  }
  export interface Result {
    requests: { average: number; total: number };
    latency: { p50: number; p99: number };
    non2xx: number;
    errors: number;
    mismatches: number;
  }
  export default function autocannon(options: Options): Promise<Result>;
}
