import type { CredentialService } from './credential-service.ts';

type Key = Pick<CredentialService, 'location' | 'keyName'>;
const llm = entries('llm');
const flowServer = entries('flow-server');
const api = entries('api');

const BEARER: Key = { location: 'bearer', keyName: null };
const header = (keyName: string): Key => ({ location: 'header', keyName });
const query = (keyName: string): Key => ({ location: 'query', keyName });

/** The catalogue: language models first, then flow servers, then other services. */
export const CREDENTIAL_SERVICES: readonly CredentialService[] = [
  llm('openai', 'OpenAI', BEARER, 'https://api.openai.com/v1', 'https://platform.openai.com/api-keys', '^sk-'),
  llm(
    'anthropic',
    'Anthropic',
    header('x-api-key'),
    'https://api.anthropic.com/v1',
    'https://console.anthropic.com/settings/keys',
    '^sk-ant-',
  ),
  llm('azure-openai', 'Azure OpenAI', header('api-key'), null, 'https://portal.azure.com'),
  llm(
    'google-gemini',
    'Google Gemini',
    header('x-goog-api-key'),
    'https://generativelanguage.googleapis.com/v1beta/openai',
    'https://aistudio.google.com/apikey',
    '^AIza',
  ),
  llm('mistral', 'Mistral', BEARER, 'https://api.mistral.ai/v1', 'https://console.mistral.ai/api-keys'),
  llm('cohere', 'Cohere', BEARER, 'https://api.cohere.ai/compatibility/v1', 'https://dashboard.cohere.com/api-keys'),
  llm('groq', 'Groq', BEARER, 'https://api.groq.com/openai/v1', 'https://console.groq.com/keys', '^gsk_'),
  llm('together', 'Together AI', BEARER, 'https://api.together.xyz/v1', 'https://api.together.ai/settings/api-keys'),
  llm('openrouter', 'OpenRouter', BEARER, 'https://openrouter.ai/api/v1', 'https://openrouter.ai/keys', '^sk-or-'),
  llm('deepseek', 'DeepSeek', BEARER, 'https://api.deepseek.com/v1', 'https://platform.deepseek.com/api_keys', '^sk-'),
  llm('xai', 'xAI', BEARER, 'https://api.x.ai/v1', 'https://console.x.ai', '^xai-'),
  llm(
    'perplexity',
    'Perplexity',
    BEARER,
    'https://api.perplexity.ai',
    'https://www.perplexity.ai/settings/api',
    '^pplx-',
  ),
  llm(
    'fireworks',
    'Fireworks AI',
    BEARER,
    'https://api.fireworks.ai/inference/v1',
    'https://app.fireworks.ai/settings/users/api-keys',
    '^fw_',
  ),
  llm(
    'hugging-face',
    'Hugging Face',
    BEARER,
    'https://router.huggingface.co/v1',
    'https://huggingface.co/settings/tokens',
    '^hf_',
  ),
  flowServer(
    'flowise',
    'Flowise',
    BEARER,
    null,
    'https://docs.flowiseai.com/configuration/authorization/chatflow-level',
  ),
  api(
    'stripe',
    'Stripe',
    BEARER,
    'https://api.stripe.com',
    'https://dashboard.stripe.com/apikeys',
    '^[rs]k_(live|test)_',
  ),
  api(
    'sendgrid',
    'SendGrid',
    BEARER,
    'https://api.sendgrid.com',
    'https://app.sendgrid.com/settings/api_keys',
    '^SG\\.',
  ),
  api(
    'github',
    'GitHub',
    BEARER,
    'https://api.github.com',
    'https://github.com/settings/tokens',
    '^(gh[opsu]_|github_pat_)',
  ),
  api(
    'gitlab',
    'GitLab',
    header('PRIVATE-TOKEN'),
    'https://gitlab.com/api/v4',
    'https://gitlab.com/-/user_settings/personal_access_tokens',
    '^glpat-',
  ),
  api('slack', 'Slack', BEARER, 'https://slack.com/api', 'https://api.slack.com/apps', '^xox[abeprs]-'),
  api(
    'hubspot',
    'HubSpot',
    BEARER,
    'https://api.hubapi.com',
    'https://developers.hubspot.com/docs/api/private-apps',
    '^pat-',
  ),
  api('notion', 'Notion', BEARER, 'https://api.notion.com', 'https://www.notion.so/my-integrations', '^(ntn_|secret_)'),
  api('airtable', 'Airtable', BEARER, 'https://api.airtable.com', 'https://airtable.com/create/tokens', '^pat'),
  api(
    'linear',
    'Linear',
    header('Authorization'),
    'https://api.linear.app',
    'https://linear.app/settings/api',
    '^lin_api_',
  ),
  api('pinecone', 'Pinecone', header('Api-Key'), 'https://api.pinecone.io', 'https://app.pinecone.io', '^pcsk_'),
  api('qdrant', 'Qdrant', header('api-key'), null, 'https://cloud.qdrant.io'),
  api('tavily', 'Tavily', BEARER, 'https://api.tavily.com', 'https://app.tavily.com', '^tvly-'),
  api('serpapi', 'SerpApi', query('api_key'), 'https://serpapi.com', 'https://serpapi.com/manage-api-key'),
  api(
    'brave-search',
    'Brave Search',
    header('X-Subscription-Token'),
    'https://api.search.brave.com',
    'https://api-dashboard.search.brave.com/app/keys',
  ),
  api(
    'google-maps',
    'Google Maps',
    query('key'),
    'https://maps.googleapis.com',
    'https://console.cloud.google.com/google/maps-apis/credentials',
    '^AIza',
  ),
  api(
    'openweather',
    'OpenWeather',
    query('appid'),
    'https://api.openweathermap.org',
    'https://home.openweathermap.org/api_keys',
  ),
];

/** The entry of a service; undefined for `custom`. */
export function credentialService(slug: string): CredentialService | undefined {
  return CREDENTIAL_SERVICES.find(({ service }) => service === slug);
}

function entries(kind: CredentialService['kind']) {
  return (
    service: string,
    name: string,
    key: Key,
    baseUrl: string | null,
    keyUrl: string,
    valuePattern: string | null = null,
  ): CredentialService => ({ service, name, kind, ...key, baseUrl, keyUrl, valuePattern });
}
