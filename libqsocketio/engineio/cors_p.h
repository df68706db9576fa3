// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_CORS_H
#define QSOCKETIO_ENGINEIO_CORS_H

#include "../core/global.h"
#include "../core/httpheaders.h"
#include "../core/httprequest.h"
#include "../core/serveroptions.h"

namespace QSocketIo {

// Cross-origin resource sharing (Fetch standard, "CORS protocol"). It only adds header fields: to
// keep a page out is the browser's business, and allowRequest's.
namespace Cors {
enum class Outcome {
    Continue, // with these fields in whatever answer there will be
    Answer // a preflight: answer with the fields and optionsSuccessStatus
};
QSOCKETIO_AUTOTEST_EXPORT Outcome apply(const CorsOptions &options, const HttpRequest &request,
                                        HttpHeaders *headers);
} // namespace Cors

} // namespace QSocketIo

#endif
