/** The one flow that the sample flow server has. */
export const SAMPLE_FLOW_ID = '2f6a4b0e-7c1d-4e55-9a3b-5d8c0f1e6b72';
