import { resolve } from 'node:path';
import { z } from 'zod';
import type { OidcConfig } from '#server/accounts/sso/provider.ts';
import type { LogbookConfig } from '#server/audit/spans/sendSpans.ts';
import type { GraphConfig } from '#server/calendar/busy/graph/graphApi.ts';
import type { SmtpConfig } from '#server/notifications/mail/smtp.ts';
import type { NotifyConfig } from '#server/notifications/text/notify.ts';
import type { PrivateTargets } from '#server/outgoing/outgoing.ts';
import {
  Address,
  DatabaseUrl,
  HeaderText,
  Issuer,
  isSafe,
  oneOf,
  PublicUrl,
  Secret,
  SecretFile,
  words,
} from './configFields.ts';
import { checkGraph, graphFields, graphOf } from './configGraph.ts';
import { checkMail, mailFields, mailOf } from './configMail.ts';
import { checkTexts, textFields, textsOf } from './configTexts.ts';

/** What both kinds of start have. */
type Common = {
  host: string;
  /** 0 asks the system for a free port. */
  port: number;
  /** Absolute. The embedded database and the demo's secret live here. */
  dataDir: string;
  /** Addresses and ranges whose X-Forwarded-* headers count. */
  trustedProxies: string[];
  rateLimits: boolean;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** For bringing the database up to date, where the user of `databaseUrl` may not. */
  migrateUrl: string | undefined;
  /** Null without single sign-on. */
  oidc: OidcConfig | null;
  /** Null when the audit log goes nowhere else. */
  logbook: LogbookConfig | null;
  /** Null when no mail goes out. */
  mail: SmtpConfig | null;
  /** What may be sent into the own network. */
  privateTargets: PrivateTargets;
  /** Hosts of calendars that may be inside the network of the gemeente. */
  calendarHosts: string[];
  /** Null when no text messages go out. */
  texts: NotifyConfig | null;
  /** Null when calendars of Microsoft 365 are not reached. */
  graph: GraphConfig | null;
};

/**
 * The environment, read once. In production everything is given; in a demo what is undefined is made by
 * the start itself: an embedded database, a kept random secret, the address that a form came to.
 * `publicUrl` is an origin without a slash at the end.
 */
export type Config =
  | (Common & { mode: 'production'; databaseUrl: string; publicUrl: string; secret: string })
  | (Common & {
      mode: 'demo';
      databaseUrl: string | undefined;
      publicUrl: string | undefined;
      secret: string | undefined;
    });

export type ConfigResult = { config: Config; problems?: never } | { config?: never; problems: string[] };

const Environment = z
  .object({
    NODE_ENV: oneOf(['production', 'development', 'test']).optional(),
    HOST: z
      .string()
      .regex(/^[\w.:-]+$/, 'must be an address to listen on, like 127.0.0.1 or 0.0.0.0')
      .default('127.0.0.1'),
    PORT: z
      .string()
      .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a number from 0 to 65535')
      .default('4321')
      .transform(Number),
    DATABASE_URL: DatabaseUrl.optional(),
    DATABASE_MIGRATE_URL: DatabaseUrl.optional(),
    DATA_DIR: z
      .string()
      .default('.data')
      .transform((path) => resolve(path)),
    PUBLIC_URL: PublicUrl.optional(),
    APP_SECRET: Secret.optional(),
    TRUSTED_PROXIES: z
      .string()
      .default('')
      .transform(words)
      .pipe(
        z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]), {
          error: 'must be a list of addresses or ranges, like 10.0.0.1, 10.1.0.0/16',
        }),
      ),
    RATE_LIMITS: oneOf(['on', 'off']).default('on'),
    LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    OIDC_ISSUER: Issuer.optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    OIDC_CLIENT_SECRET_FILE: SecretFile.optional(),
    OIDC_SCOPE: z
      .string()
      .refine((text) => words(text).includes('openid'), 'must have the word openid')
      .default('openid profile email'),
    OIDC_ACR_VALUES: z.string().default('').transform(words),
    OIDC_RECHECK_MINUTES: z
      .string()
      .refine((text) => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 720, {
        error: 'must be a number of minutes from 1 to 720',
      })
      .default('15')
      .transform(Number),
    LDV_ENDPOINT: Address('https://logboek.example.nl/v1/traces').optional(),
    LDV_REGISTER: Address('https://register.example.nl/doorstart')
      .transform((text) => text.replace(/\/+$/, ''))
      .optional(),
    LDV_TOKEN: HeaderText.optional(),
    LDV_TOKEN_FILE: SecretFile.pipe(HeaderText).optional(),
    ...mailFields,
    PRIVATE_TARGETS: oneOf(['none', 'webhooks', 'all']).default('none'),
    CALENDAR_HOSTS: z
      .string()
      .default('')
      .transform((text) => words(text.toLowerCase()))
      .pipe(
        z.array(z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/), {
          error: 'must be a list of hosts, like cloud.example.nl, exchange.example.nl',
        }),
      ),
    ...textFields,
    ...graphFields,
  })
  .superRefine((env, { addIssue }) => {
    if (env.DATABASE_MIGRATE_URL !== undefined && env.DATABASE_URL === undefined) {
      addIssue({
        code: 'custom',
        path: ['DATABASE_URL'],
        message: 'is missing: DATABASE_MIGRATE_URL is set',
      });
    }
    const problem = (name: string, message: string) => addIssue({ code: 'custom', path: [name], message });
    const secrets = [env.OIDC_CLIENT_SECRET, env.OIDC_CLIENT_SECRET_FILE].filter(Boolean).length;
    if (secrets > 1)
      problem('OIDC_CLIENT_SECRET', 'is there twice: as itself and as OIDC_CLIENT_SECRET_FILE');
    if (env.OIDC_ISSUER || env.OIDC_CLIENT_ID || secrets > 0) {
      const half = 'is missing: single sign-on needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET';
      if (!env.OIDC_ISSUER) problem('OIDC_ISSUER', half);
      if (!env.OIDC_CLIENT_ID) problem('OIDC_CLIENT_ID', half);
      if (secrets === 0) problem('OIDC_CLIENT_SECRET', half);
    }
    if (env.LDV_TOKEN !== undefined && env.LDV_TOKEN_FILE !== undefined)
      problem('LDV_TOKEN', 'is there twice: as itself and as LDV_TOKEN_FILE');
    const token = env.LDV_TOKEN ?? env.LDV_TOKEN_FILE;
    if (env.LDV_ENDPOINT || env.LDV_REGISTER || token !== undefined) {
      const half = 'is missing: the logboek needs LDV_ENDPOINT and LDV_REGISTER';
      if (!env.LDV_ENDPOINT) problem('LDV_ENDPOINT', half);
      if (!env.LDV_REGISTER) problem('LDV_REGISTER', half);
    }
    checkMail(env, problem);
    checkTexts(env, problem);
    checkGraph(env, problem);
    if (env.NODE_ENV !== 'production') return;
    for (const name of ['DATABASE_URL', 'PUBLIC_URL', 'APP_SECRET'] as const) {
      if (env[name] === undefined) problem(name, 'is missing: production needs it');
    }
    if (env.PUBLIC_URL && !isSafe(new URL(env.PUBLIC_URL))) problem('PUBLIC_URL', 'must begin with https://');
    if (env.PRIVATE_TARGETS === 'all') problem('PRIVATE_TARGETS', 'cannot be all in production');
    if (env.RATE_LIMITS === 'off') problem('RATE_LIMITS', 'cannot be off in production');
  });

/**
 * Reads the settings out of `env` (names as in the README; empty counts as not set).
 * Everything that is wrong comes back at once, each as "NAME what is wrong", never with the value itself.
 */
export function readConfig(env: Record<string, string | undefined>): ConfigResult {
  const given = Object.fromEntries(
    Object.keys(Environment.shape).flatMap((name) => {
      const value = env[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = Environment.safeParse(given, { reportInput: false });
  if (!parsed.success) return { problems: [...new Set(parsed.error.issues.map(describe))] };
  const { data } = parsed;
  const common: Common = {
    host: data.HOST,
    port: data.PORT,
    dataDir: data.DATA_DIR,
    trustedProxies: data.TRUSTED_PROXIES,
    rateLimits: data.RATE_LIMITS === 'on',
    logLevel: data.LOG_LEVEL,
    migrateUrl: data.DATABASE_MIGRATE_URL,
    oidc: oidcOf(data),
    logbook: logbookOf(data),
    mail: mailOf(data),
    privateTargets: data.PRIVATE_TARGETS,
    calendarHosts: data.CALENDAR_HOSTS,
    texts: textsOf(data),
    graph: graphOf(data),
  };
  const { DATABASE_URL: databaseUrl, PUBLIC_URL: publicUrl, APP_SECRET: secret } = data;
  if (data.NODE_ENV !== 'production')
    return { config: { ...common, mode: 'demo', databaseUrl, publicUrl, secret } };
  if (!databaseUrl || !publicUrl || !secret)
    throw new Error('production settings passed the check but are missing');
  return { config: { ...common, mode: 'production', databaseUrl, publicUrl, secret } };
}

/** As `readConfig`, but says what is wrong on stderr and ends the process with exit code 1. */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const { config, problems } = readConfig(env);
  if (config) return config;
  console.error(
    `Doorstart cannot start with these settings:\n${problems.map((line) => `  ${line}`).join('\n')}`,
  );
  process.exit(1);
}

function oidcOf(data: z.output<typeof Environment>): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = data;
  const clientSecret = data.OIDC_CLIENT_SECRET ?? data.OIDC_CLIENT_SECRET_FILE;
  if (!issuer || !clientId || !clientSecret) return null;
  return {
    issuer,
    clientId,
    clientSecret,
    scope: words(data.OIDC_SCOPE).join(' '),
    acrValues: data.OIDC_ACR_VALUES,
    recheckMinutes: data.OIDC_RECHECK_MINUTES,
  };
}

function logbookOf(data: z.output<typeof Environment>): LogbookConfig | null {
  const { LDV_ENDPOINT: endpoint, LDV_REGISTER: register } = data;
  if (!endpoint || !register) return null;
  return { endpoint, register, token: data.LDV_TOKEN ?? data.LDV_TOKEN_FILE ?? null };
}

const describe = (issue: z.core.$ZodIssue) => `${String(issue.path[0])} ${issue.message}`;
