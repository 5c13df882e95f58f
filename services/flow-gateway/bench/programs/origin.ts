import { ANSWER } from '../workload.ts';
import { answerFromSocket } from './answer-from-socket.ts';

// The flow server of the bench, where there is no nginx to be it.
answerFromSocket(() => ({ status: '200 OK', body: ANSWER }));
