import type { Options } from './options.ts';
import { harmlessEnvironment, startProgram } from './program.ts';

const INSTALL = "pip install 'moto[server]==5.2.1'";

/**
 * Starts moto_server, an AWS that Tallyman did not write: https://docs.getmoto.org/en/latest/docs/server_mode.html
 *
 * @returns its URL, without a slash at its end
 * @throws Error with the line that installs it
 */
export const startMoto = async (atEnd: Options['atEnd']): Promise<string> => {
  const server = startProgram('moto_server', ['--port', '0'], { ...harmlessEnvironment(), PYTHONUNBUFFERED: '1' });
  atEnd(server.stop);
  const ended = server.ended.then(
    (status) => `moto_server ended with status ${status}: ${server.printed().trim()}`,
    (error: Error) => `moto_server cannot be started: ${error.message}`,
  );
  const started = await Promise.race([server.says(/Running on (http:\S+)/), ended]);
  if (typeof started === 'string') throw new Error(`${started}\ninstall it: ${INSTALL}`);
  return started[1] ?? '';
};
